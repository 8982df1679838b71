import { RESOURCES } from '@doo-repush/core/doo/resources';
import { type Arrival, isAsked } from '@doo-repush/core/repush/follow-up';
import { acceptedItems } from '@doo-repush/core/repush/outcome';
import type { Card } from '../../model/card.ts';
import { count } from '../../runtime/text.ts';
import type { Message } from '../../slack-api/message.ts';
import { againButtons, arrivalButtons } from '../card/buttons.ts';
import { arrivalWords, askedPerson } from '../card/follow-up-text.ts';
import { section } from '../message.ts';
import { mention, readerTime } from '../mrkdwn.ts';

/** The question whether the webhooks of a request arrived, as it stands in the thread. */
export interface Question {
  readonly arrival: Arrival;
  /** The longer end of the estimate, where it is later than the question. */
  readonly estimatedMs?: number;
  /** Behind its buttons, while it may be answered. */
  readonly answerValue?: string;
}

/** Asks the requester, or else whoever approved; once it is closed it tells what was said. */
export function buildQuestion(
  { arrival, estimatedMs, answerValue }: Question,
  card: Card,
): Message {
  const { state, checked, executionArn } = card;
  const asked = askedPerson(card);
  const { singular, plural } = RESOURCES[checked.request.resource];
  const results = state.kind === 'sent' ? state.results : [];
  const items = count(acceptedItems(results.map(({ outcome }) => outcome)), singular, plural);
  const done =
    estimatedMs === undefined
      ? `doo should be done with your ${items}.`
      : `doo accepted ${items} and is probably still sending until ${readerTime(estimatedMs)}.`;
  const asking = `${mention(asked)} ${done} Did they reach the customer? doo can't tell us.`;
  const isOpen = isAsked({ arrival }) && answerValue !== undefined;
  const said = arrival.kind === 'asked' ? [] : [arrivalWords(arrival, asked)];
  const text = [asking, ...said].join('\n');
  const again = executionArn === undefined ? [] : againButtons(executionArn, true);
  return {
    text,
    blocks: [section(text), ...(isOpen ? [arrivalButtons(answerValue, again)] : [])],
  };
}
