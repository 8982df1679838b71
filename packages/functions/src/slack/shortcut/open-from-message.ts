import { readMessage } from '@doo-repush/core/command/message';
import type { SlackDeps } from '../deps.ts';
import { openCommandForm } from '../form/open-from-command.ts';
import type { SourceMessage } from './message-text.ts';

/**
 * Opens the form with what a message says; its permalink is the ticket if it names none.
 * @returns a message for the person, if any
 * @throws like `openRequestForm`
 */
export async function openMessageForm(
  { text, link, atMs }: SourceMessage,
  person: { readonly userId: string; readonly triggerId: string },
  deps: SlackDeps,
): Promise<string | undefined> {
  const { dooTimeZone: timeZone, dooMaxRate: maxRatePerMin } = deps.settings;
  const nowMs = Math.min(atMs ?? Date.now(), Date.now());
  return openCommandForm(readMessage(text, link, { nowMs, timeZone, maxRatePerMin }), person, deps);
}
