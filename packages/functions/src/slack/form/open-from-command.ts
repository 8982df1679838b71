import type { CommandDraft, OpenField } from '@doo-repush/core/command/command';
import { ALL_CONFIGURATIONS } from '@doo-repush/core/repush/limits';
import { escapeText } from '../../messages/mrkdwn.ts';
import type { SlackDeps } from '../deps.ts';
import type { LineWords } from './about-line.ts';
import { ASKED_FIELDS, EMPTY_DRAFT, type FormDraft, WINDOW_KINDS } from './draft.ts';
import { type Opener, openRequestForm } from './open.ts';
import { isLine } from './options/options.ts';

/** A command line as it was read: what fills the form, and what is told about it. */
export interface CommandLine {
  readonly draft: CommandDraft;
  readonly notes: readonly string[];
  readonly faults: readonly string[];
}

/**
 * Opens the form with everything that a command line gives; what the line leaves open is empty there
 * and asked for, and the head of the form says what was not understood.
 * @returns the same words for that person, who has them when the form is closed
 * @throws as `openRequestForm` does
 */
export async function openCommandForm(
  { draft, notes, faults }: CommandLine,
  opener: Opener,
  deps: SlackDeps,
): Promise<string | undefined> {
  const filled = formDraft(draft);
  const isLeftOut = draft.configurationId !== undefined && filled.configuration === undefined;
  const about = [
    ...faults,
    ...(isLeftOut ? [`${draft.configurationId} isn't the ID of a system.`] : []),
  ];
  const line: LineWords = { faults: about.map(escapeText), notes: notes.map(escapeText) };
  return openRequestForm(
    {
      ...opener,
      draft: filled,
      line,
      ...(draft.organization !== undefined && { organization: draft.organization }),
      ...(draft.configuration !== undefined && { configuration: draft.configuration }),
    },
    deps,
  );
}

/** Everything but the organization, which only the doo secret can tell by its name. */
function formDraft(draft: CommandDraft): FormDraft {
  const { resource = EMPTY_DRAFT.resource, eventIds, configurationId, open = [] } = draft;
  const { webhookTypes, maxRatePerMin, reason, ticket } = draft;
  const asked = ASKED_FIELDS.filter((field) => open.includes(field));
  const window = windowOf(draft, open);
  return {
    resource,
    ...(eventIds && { eventIds: eventIds.join(' ') }),
    ...(configurationId !== undefined &&
      isOne(configurationId) && { configuration: { kind: 'one', id: configurationId } }),
    ...(window && { window }),
    ...(webhookTypes && { webhookTypes }),
    ...(maxRatePerMin !== undefined && { maxRatePerMin }),
    ...(reason !== undefined && { reason }),
    ...(ticket !== undefined && { ticket }),
    ...(asked.length > 0 && { asked }),
  };
}

/** An end that the line speaks of is asked for, and never left out. */
function windowOf(
  { window = {}, ago }: CommandDraft,
  open: readonly OpenField[],
): FormDraft['window'] {
  const hasAfter = window.after !== undefined || open.includes('after');
  const hasBefore = window.before !== undefined || open.includes('before');
  if (!hasAfter && !hasBefore) return undefined;
  const [between, since, until] = WINDOW_KINDS;
  return {
    kind: hasAfter ? (hasBefore ? between : since) : until,
    ...window,
    ...(ago && { ago }),
  };
}

/** A line never chooses all configurations: that is chosen in the form, before its warning. */
function isOne(configurationId: string): boolean {
  return configurationId !== ALL_CONFIGURATIONS && !isLine(configurationId);
}
