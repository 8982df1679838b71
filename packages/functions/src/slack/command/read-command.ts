import type { CommandText } from '@doo-repush/core/command/command';
import { mayNotAsk } from '../../messages/private-text.ts';
import { mayNotRead } from '../../messages/reading-text.ts';
import { readAsking, readReader } from '../../slack-api/authorize.ts';
import type { SlackDeps } from '../deps.ts';

/** A command as it was read; without being read where the person may do nothing, or where that failed. */
export type ReadCommand = CommandText | { readonly kind: 'unread'; readonly words: string };

/** As much of a line as a person writes. */
const SEARCHED_CHARS = 12_000;

/** What the command without text asks for: an empty form. */
const BARE: CommandText = { kind: 'draft', draft: {}, notes: [], faults: [] };

/**
 * Reads what a person wrote behind the command, once Slack has said that the person may ask or read
 * here. What reads it is loaded for the first text: the command alone, which is the most frequent one,
 * opens the form without it.
 */
export async function readCommand(
  text: string,
  userId: string,
  deps: Pick<SlackDeps, 'settings' | 'people'>,
): Promise<ReadCommand> {
  if (text.trim() === '') return BARE;
  const { asksForHelp, parseCommandText } = await import('@doo-repush/core/command/parse');
  if (asksForHelp(text)) return { kind: 'help' };
  const refused = await whyNot(text, userId, deps);
  if (refused !== undefined) return { kind: 'unread', words: await withAdvice(refused, text) };
  const { dooTimeZone: timeZone, dooMaxRate: maxRatePerMin } = deps.settings;
  return parseCommandText(text, { nowMs: Date.now(), timeZone, maxRatePerMin });
}

/** A token in a line is out, whoever wrote it. */
async function withAdvice(words: string, text: string): Promise<string> {
  const { HELD_CREDENTIAL, mayHoldCredential } = await import(
    '@doo-repush/core/command/credential-scan'
  );
  return mayHoldCredential(text.slice(0, SEARCHED_CHARS)) ? `${words}\n${HELD_CREDENTIAL}` : words;
}

/** Why nothing of a line is read: somebody who may neither ask nor read. */
async function whyNot(
  text: string,
  userId: string,
  { people, settings }: Pick<SlackDeps, 'settings' | 'people'>,
): Promise<string | undefined> {
  const asking = await readAsking(people, userId);
  if (asking.allowed) return undefined;
  const { reading } = await readReader(people, userId);
  if (reading.allowed) return undefined;
  return /^\s*(?:history|export)(?:\s|$)/i.test(text.slice(0, 40))
    ? mayNotRead(reading.reason, settings.approvalChannel, people.channelTrouble())
    : `No form was opened. ${mayNotAsk(asking.reason, settings.approvalChannel, people.channelTrouble())}`;
}
