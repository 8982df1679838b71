import type { BlockAction, ButtonAction } from '@slack/bolt';
import { parseButtonValue } from './button-value.ts';
import type { AnswerClick } from './propose-answer.ts';

/** The click on a button of a card or of a question in its thread; `undefined` when it is not ours. */
export function clickedQuestion(action: ButtonAction, body: BlockAction): AnswerClick | undefined {
  const facts = parseButtonValue(action.value);
  const cardTs: unknown = body.message?.thread_ts ?? body.message?.ts;
  if (facts === undefined || typeof cardTs !== 'string') return undefined;
  return { ...facts, cardTs };
}
