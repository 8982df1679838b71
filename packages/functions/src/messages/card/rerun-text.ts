import { cardLink } from '../card-link.ts';
import { type Message, section } from '../message.ts';
import { fitted, foreign, mention } from '../mrkdwn.ts';

/** The card that a request runs again, as the channel has it: nothing here is the form's word. */
export interface PreviousFacts {
  /** Slack's time stamp of that card. */
  readonly ts: string;
  readonly reference: string;
  /** Slack's address of the card, if Slack could say. */
  readonly link?: string;
  /** What is different now, a few words each. */
  readonly changes: readonly string[];
}

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
