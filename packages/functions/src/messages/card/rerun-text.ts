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
      ? 'Nothing was changed.'
      : `Changed: ${fitted(shown, '; ', MAX_CHANGES_CHARS, (left) => `and ${left} more`)}.`;
  return [`Runs ${cardLink(reference, link)} again. ${changed}`];
}

/** In the thread of the earlier request: where it goes on. */
export function runAgainMessage(by: string, reference: string, link: string | undefined): Message {
  const text = `${mention(by)} asks to run this again: ${cardLink(reference, link)}.`;
  return { text, blocks: [section(text)] };
}
