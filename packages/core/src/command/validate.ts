import { isTypeOf, needsEvents, RESOURCES, type Resource } from '../doo/resources.ts';
import { readWindow } from '../repush/window.ts';
import type { CommandContext, CommandDraft } from './command.ts';
import type { Reading } from './parse-state.ts';
import { resourceOfTypes } from './webhook-types.ts';

export type CheckedReading =
  | { readonly ok: true; readonly draft: CommandDraft; readonly notes: readonly string[] }
  | { readonly ok: false; readonly faults: readonly string[] };

/** Whether what a line gives fits together: resource and event ids, resource and types, the window. */
export function checkReading(reading: Reading, context: CommandContext): CheckedReading {
  const { values, notes } = reading;
  const faults = [...reading.faults];
  const types = values.types ?? [];
  const resource = values.resource ?? (types.length > 0 ? resourceOfTypes(types) : undefined);
  if (types.length > 0) faults.push(...typeFaults(resource, types));
  if (resource !== undefined && values.eventIds !== undefined && !needsEvents(resource)) {
    faults.push(`${resource} are repushed for a whole organization, without event IDs.`);
    if (resource === 'events') reading.fragments.resource = 'orders';
  }

  const window = readWindow(
    {
      ...(values.since !== undefined && { after: values.since }),
      ...(values.until !== undefined && { before: values.until }),
    },
    context,
  );
  if (!window.ok) faults.push(...windowFaults(window.faults, reading));
  if (faults.length > 0 || !window.ok) return { ok: false, faults };

  const { eventIds, org, configurationId, rate, reason, ticket } = values;
  const hasWindow = Object.keys(window.window).length > 0;
  const draft = {
    ...(resource !== undefined && { resource }),
    ...(eventIds !== undefined && { eventIds }),
    ...(org !== undefined && { organization: org }),
    ...(configurationId !== undefined && { configurationId }),
    ...(hasWindow && { window: window.window }),
    ...(types.length > 0 && { webhookTypes: types }),
    ...(rate !== undefined && { maxRatePerMin: rate }),
    ...(reason !== undefined && { reason }),
    ...(ticket !== undefined && { ticket }),
  };
  return { ok: true, draft, notes: [...notes, ...window.notes] };
}

function windowFaults(
  { after, before }: { readonly after?: string; readonly before?: string },
  { fragments }: Reading,
): readonly string[] {
  return [
    ...(after === undefined ? [] : [`"${fragments.since}" cannot be used. ${after}`]),
    ...(before === undefined ? [] : [`"${fragments.until}" cannot be used. ${before}`]),
  ];
}

function typeFaults(resource: Resource | undefined, types: readonly string[]): readonly string[] {
  if (resource === undefined)
    return [
      `The types ${types.join(', ')} belong to more than one resource: one request takes one.`,
    ];
  const foreign = types.filter((type) => !isTypeOf(resource, type));
  return foreign.length === 0
    ? []
    : [
        `${foreign.join(', ')}: not of ${resource}, whose types start with ${RESOURCES[resource].hookPrefix}.`,
      ];
}
