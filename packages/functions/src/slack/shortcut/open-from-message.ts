import { readMessage } from '@doo-repush/core/command/message';
import { readAsking } from '../../slack-api/authorize.ts';
import type { SlackDeps } from '../deps.ts';
import { EMPTY_DRAFT } from '../form/draft.ts';
import { type Opener, openRequestForm } from '../form/open.ts';
import { openCommandForm } from '../form/open-from-command.ts';
import type { SourceMessage } from './message-text.ts';

/**
 * Opens the form with what a message says; its permalink is the ticket if it names none. The message is not parsed
 * for a person who may not request.
 * @returns a message for the person, if any
 * @throws like `openRequestForm`
 */
export async function openMessageForm(
  { text, link, atMs }: SourceMessage,
  person: Opener,
  deps: SlackDeps,
): Promise<string | undefined> {
  if (!(await readAsking(deps.people, person.userId)).allowed)
    return openRequestForm({ ...person, draft: EMPTY_DRAFT }, deps);
  const { dooTimeZone: timeZone, dooMaxRate: maxRatePerMin } = deps.settings;
  const nowMs = Math.min(atMs ?? Date.now(), Date.now());
  const read = readMessage(text, link, { nowMs, timeZone, maxRatePerMin });
  const { ago: _ofTheMessage, ...draft } = read.draft;
  return openCommandForm({ ...read, draft }, person, deps);
}
