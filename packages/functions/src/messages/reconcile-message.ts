import type { Difference, DifferenceKind } from '../model/difference.ts';
import { count, fitted } from '../runtime/text.ts';
import type { Message } from '../slack-api/message.ts';
import { context, section } from './message.ts';
import { foreign } from './mrkdwn.ts';

/** What each kind of difference means, as a clause to follow the request's reference. */
export const DIFFERENCES: Readonly<Record<DifferenceKind, string>> = {
  card_without_execution: 'has a card without an execution',
  execution_without_card: 'has ended without a card',
  two_cards: 'has two cards',
  sent_without_approval: 'was sent without an approval',
  state_differs: 'is in two states',
  stuck: 'is open past its end, and its execution goes on',
};

const MAX_LINES_CHARS = 2_500;

/** Builds the message about differences between the cards and AWS, for the approval channel. */
export function buildReconcileMessage(differences: readonly Difference[]): Message {
  const number = count(differences.length, 'difference', 'differences');
  const lines = differences.map(lineOf);
  const text = `The cards in this channel and the executions on AWS disagree: ${number}.`;
  return {
    text,
    blocks: [
      section(`:warning: *${text}*`),
      section(fitted(lines, '\n', MAX_LINES_CHARS, (left) => `• and ${left} more`)),
      context('An admin sees all of them with `npm run reconcile`. Nothing was changed or sent.'),
    ],
    short: { compact: shortWords(text, lines, 2_000), small: shortWords(text, lines, 800) },
  };
}

/** The remedy for an administrator. */
const STUCK_REMEDY =
  'Stop the execution on AWS, as the operations manual says: its card is closed then, and nothing more is sent.';

function shortWords(text: string, lines: readonly string[], maxChars: number): string {
  return `${text}\n${fitted(lines, '\n', maxChars, (left) => `• and ${left} more`)}`;
}

function lineOf({ kind, reference, execution, detail, requester }: Difference): string {
  const name = reference === '' ? execution : `${reference} (${execution})`;
  const line = `• ${foreign(name, 90)} ${DIFFERENCES[kind]}: ${foreign(detail, 160)}`;
  if (kind === 'stuck') return `${line}. ${STUCK_REMEDY}`;
  if (requester === undefined) return line;
  return `${line}. <@${requester}> asked, and may not have heard of it: ask again if you still need it.`;
}
