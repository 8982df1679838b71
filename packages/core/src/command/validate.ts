import { isTypeOf, needsEvents, RESOURCES, type Resource } from '../doo/resources.ts';
import { type DooWindow, readWindow, type WindowAgo } from '../repush/window.ts';
import type { CommandDraft, OpenField } from './command.ts';
import type { LineContext } from './line-context.ts';
import { leaveOpen, type Reading, type Slot, setOpen, takeBack } from './parse-state.ts';
import { resourceOfTypes } from './webhook-types.ts';
import { readTimes, type TimesOfLine } from './window-of-line.ts';

export interface CheckedReading {
  readonly draft: CommandDraft;
  readonly notes: readonly string[];
  readonly faults: readonly string[];
  /** Whether the line gives any value, or at least mentions a part of a request. */
  readonly isUnderstood: boolean;
}

const FIELDS: Readonly<Record<Slot, OpenField>> = {
  resource: 'resource',
  eventIds: 'eventIds',
  org: 'organization',
  config: 'configuration',
  configurationId: 'configuration',
  since: 'after',
  until: 'before',
  types: 'webhookTypes',
  rate: 'maxRatePerMin',
  reason: 'reason',
  ticket: 'ticket',
};

/**
 * Validates what a line gives as a whole: resource with event IDs, resource with types, the window. What is
 * consistent goes into the draft; the rest is named and left open.
 */
export function checkReading(reading: Reading, context: LineContext): CheckedReading {
  const { values, open, times: given } = reading;
  const isUnderstood =
    Object.keys(values).length + open.size + given.since.length + given.until.length > 0;
  for (const slot of reading.doubted) setOpen(reading, slot);
  checkTypes(reading);
  checkResource(reading);
  const times = readTimes(reading, context);
  const window = checkWindow(reading, times, context);
  const ago = agoOf(times, window);
  const { resource, eventIds, org, config, configurationId, types, rate, reason, ticket } = values;
  const draft = {
    ...(resource !== undefined && { resource }),
    ...(eventIds !== undefined && { eventIds }),
    ...(org !== undefined && { organization: org }),
    ...(config !== undefined && { configuration: config }),
    ...(configurationId !== undefined && { configurationId }),
    ...(Object.keys(window).length > 0 && { window }),
    ...(Object.keys(ago).length > 0 && { ago }),
    ...(types !== undefined && { webhookTypes: types }),
    ...(rate !== undefined && { maxRatePerMin: rate }),
    ...(reason !== undefined && { reason }),
    ...(ticket !== undefined && { ticket }),
    ...(open.size > 0 && { open: [...new Set([...open].map((slot) => FIELDS[slot]))] }),
  };
  return { draft, notes: reading.notes, faults: reading.faults, isUnderstood };
}

/** Infers the resource from types that all belong to one. */
function checkTypes(reading: Reading): void {
  const { types, resource: given } = reading.values;
  if (types === undefined) return;
  const resource = given ?? (reading.open.has('resource') ? undefined : resourceOfTypes(types));
  if (resource === undefined) {
    const words = reading.open.has('resource')
      ? 'The types are those of one resource: pick them once it is chosen.'
      : `The types ${types.join(', ')} belong to more than one resource: one request takes one.`;
    takeBack(reading, 'types', words);
    return;
  }
  reading.values.resource = resource;
  const foreign = types.filter((type) => !isTypeOf(resource, type));
  if (foreign.length > 0) takeBack(reading, 'types', foreignWords(foreign, resource));
}

function foreignWords(types: readonly string[], resource: Resource): string {
  return `${types.join(', ')}: not of ${resource}, whose types start with ${RESOURCES[resource].hookPrefix}.`;
}

function checkResource(reading: Reading): void {
  const { resource, eventIds, types } = reading.values;
  if (resource === undefined || eventIds === undefined || needsEvents(resource)) return;
  takeBack(
    reading,
    'resource',
    `${resource} are repushed for a whole organization, without event IDs.`,
  );
  if (types !== undefined) setOpen(reading, 'types');
}

/** The valid ends of the window; an invalid one is left open. */
function checkWindow(
  reading: Reading,
  { since, until }: TimesOfLine,
  context: LineContext,
): DooWindow {
  const window = readWindow(
    {
      ...(since !== undefined && { after: since }),
      ...(until !== undefined && { before: until }),
    },
    context,
  );
  if (window.ok) {
    reading.notes.push(...window.notes);
    return window.window;
  }
  const { after, before } = window.faults;
  const { fragments } = reading;
  if (after !== undefined)
    leaveOpen(reading, 'since', `"${fragments.since}" cannot be used. ${after}`);
  if (before !== undefined)
    leaveOpen(reading, 'until', `"${fragments.until}" cannot be used. ${before}`);
  return {
    ...(since !== undefined && after === undefined && { after: since }),
    ...(until !== undefined && before === undefined && { before: until }),
  };
}

function agoOf({ ago }: TimesOfLine, window: DooWindow): WindowAgo {
  return {
    ...(window.after !== undefined && ago.after !== undefined && { after: ago.after }),
    ...(window.before !== undefined && ago.before !== undefined && { before: ago.before }),
  };
}
