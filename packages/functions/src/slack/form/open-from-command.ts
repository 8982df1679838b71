import type { CommandDraft } from '@doo-repush/core/command/command';
import { ALL_CONFIGURATIONS } from '@doo-repush/core/repush/limits';
import { escapeText } from '../../messages/mrkdwn.ts';
import type { SlackDeps } from '../deps.ts';
import { EMPTY_DRAFT, type FormDraft, windowKind } from './draft.ts';
import { openRequestForm } from './open.ts';
import { isLine } from './options/options.ts';

/**
 * Opens the form with everything that a command line gives.
 * @returns words for that person, if there are any
 * @throws as `openRequestForm` does
 */
export async function openCommandForm(
  { draft, notes }: { readonly draft: CommandDraft; readonly notes: readonly string[] },
  { userId, triggerId }: { readonly userId: string; readonly triggerId: string },
  deps: SlackDeps,
): Promise<string | undefined> {
  const filled = formDraft(draft);
  const { organization } = draft;
  const opening = { userId, triggerId, draft: filled, ...(organization && { organization }) };
  const words = await openRequestForm(opening, deps);
  const isLeftOut = draft.configurationId !== undefined && filled.configuration === undefined;
  const about = isLeftOut ? [`${draft.configurationId} is no ID of a configuration.`] : [];
  const all = [...(words === undefined ? [] : [words]), ...[...about, ...notes].map(escapeText)];
  return all.length === 0 ? undefined : all.join('\n');
}

/** Everything but the organization, which only the doo secret can tell by its name. */
function formDraft(draft: CommandDraft): FormDraft {
  const { resource = EMPTY_DRAFT.resource, eventIds, configurationId, window } = draft;
  const { webhookTypes, maxRatePerMin, reason, ticket } = draft;
  return {
    resource,
    ...(eventIds && { eventIds: eventIds.join(' ') }),
    ...(configurationId !== undefined &&
      isOne(configurationId) && { configuration: { kind: 'one', id: configurationId } }),
    ...(window && { window: { kind: windowKind(window), ...window } }),
    ...(webhookTypes && { webhookTypes }),
    ...(maxRatePerMin !== undefined && { maxRatePerMin }),
    ...(reason !== undefined && { reason }),
    ...(ticket !== undefined && { ticket }),
  };
}

/** A line never chooses all configurations: that is chosen in the form, before its warning. */
function isOne(configurationId: string): boolean {
  return configurationId !== ALL_CONFIGURATIONS && !isLine(configurationId);
}
