import type { CommandText } from '@doo-repush/core/command/command';
import { mayNotAsk } from '../../messages/private/may-not-ask.ts';
import { mayNotRead } from '../../messages/reading-text.ts';
import { readAsking, readReader } from '../../slack-api/authorize.ts';
import type { SlackDeps } from '../deps.ts';

/** A parsed command; unparsed if the person may do nothing, or if parsing failed. */
export type ReadCommand = CommandText | { readonly kind: 'unread'; readonly words: string };

/** The longest line that people write. */
const SEARCHED_CHARS = 12_000;

/** The command without text opens an empty form. */
const BARE: CommandText = { kind: 'draft', draft: {}, notes: [], faults: [] };

/**
 * Parses the text of a command once Slack has said that the person may request or read. Loads the parser on
 * the first text: the bare command, which is the most frequent one, opens the form without it.
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

/** A token in a line is compromised, whoever wrote it. */
async function withAdvice(words: string, text: string): Promise<string> {
  const { HELD_CREDENTIAL, mayHoldCredential } = await import(
    '@doo-repush/core/command/credential-scan'
  );
  return mayHoldCredential(text.slice(0, SEARCHED_CHARS)) ? `${words}\n${HELD_CREDENTIAL}` : words;
}

/** Why no part of a line is parsed: the person may neither request nor read. */
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
    : mayNotAsk(asking.reason, settings.approvalChannel, people.channelTrouble());
}
