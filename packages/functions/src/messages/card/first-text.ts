import type { TargetResult } from '@doo-repush/core/repush/outcome';
import type { Card } from '../../model/card.ts';
import type { FirstState } from '../../model/request-state.ts';
import { mention, readerDay, readerTime } from '../mrkdwn.ts';
import { askedPerson } from './follow-up-text.ts';

/** One first: what the rest waits for. */
export function firstWords(
  first: FirstState,
  results: readonly TargetResult[],
  card: Card,
): string {
  const asked = mention(askedPerson(card));
  if (first.kind === 'awaited')
    return `*One first:* we'll ask ${asked} ${readerTime(first.askAtMs)} if it arrived. The rest waits for a yes.`;
  const until = readerDay(first.untilMs);
  return isEmpty(results)
    ? `*Nothing to send for the first one. Send the rest?* ${asked} or an approver, answer by ${until}. No answer: the rest isn't sent.`
    : `*Did the first one arrive?* ${asked} or an approver, answer by ${until}. No answer: the rest isn't sent.`;
}

/** Whether doo found nothing to send for the first target, so that nothing can arrive. */
export function isEmpty([first]: readonly TargetResult[]): boolean {
  return first?.outcome.kind === 'accepted' && first.outcome.items === 0;
}
