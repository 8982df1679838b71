import type { PreviousFacts } from '../../model/card.ts';
import { fitted } from '../../runtime/text.ts';
import type { Message } from '../../slack-api/message.ts';
import { section } from '../message.ts';
import { cardLink, foreign, mention } from '../mrkdwn.ts';

const MAX_CHANGES_CHARS = 400;

/** Which request is run again, and what changed. */
export function previousWords(previous: PreviousFacts | undefined): readonly string[] {
  if (previous === undefined) return [];
  const { reference, link, changes } = previous;
  const shown = changes.map((change) => foreign(change, 200));
  const changed =
    changes.length === 0
      ? 'unchanged'
      : `changed: ${fitted(shown, '; ', MAX_CHANGES_CHARS, (left) => `and ${left} more`)}`;
  return [`Repeat of ${cardLink(reference, link)}, ${changed}.`];
}

/** In the thread of the earlier request: where it goes on. */
export function runAgainMessage(by: string, reference: string, link: string | undefined): Message {
  const text = `${mention(by)} asked for this again: ${cardLink(reference, link)}.`;
  return { text, blocks: [section(text)] };
}
