import { RESOURCES } from '@doo-repush/core/doo/resources';
import { estimateEnd } from '@doo-repush/core/repush/estimate';
import type { NotAskedReason, TargetResult } from '@doo-repush/core/repush/outcome';
import type { RepushRequest } from '@doo-repush/core/repush/request';
import { count } from '../runtime/text.ts';
import { failureWords, remedyWords } from './failure-text.ts';
import { readerTime } from './mrkdwn.ts';

const NOT_ASKED: Readonly<Record<NotAskedReason, string>> = {
  quota_used_up: 'doo was not asked any more, since its limit of calls was used up.',
  credentials_refused: 'doo was not asked any more, since it refused the credentials.',
  changed:
    'doo was not asked, since what was approved is no longer what doo has. *Run again* opens the form.',
  overtaken:
    'doo was not asked, since a request for the same had been approved by then: see *Repeat*. *Run again* opens the form.',
  too_slow:
    'doo was not asked, since its turn at this rate would have come more than a week after the approval. *Run again* opens the form.',
  stopped: 'doo was not asked, since the rest was stopped.',
  no_access:
    'doo was not asked, since the access to doo could not be read or no longer has this organization. Ask an administrator to check the doo secret.',
};

/** What became of one target, in full sentences. */
export function outcomeWords(result: TargetResult, request: RepushRequest): string {
  const { outcome } = result;
  const { singular, plural } = RESOURCES[request.resource];
  switch (outcome.kind) {
    case 'accepted':
      return outcome.items === 0
        ? `doo accepted the call but found nothing to send. Check the event ID, the resource and the window.`
        : `doo accepted ${count(outcome.items, singular, plural)}.${lastWebhookWords([result], request.maxRatePerMin)}`;
    case 'refused':
      return `Not sent. ${sentence(failureWords(outcome.failure))} Nothing was repushed. ${remedyWords(outcome.failure)}`;
    case 'not_sent':
      return 'failure' in outcome
        ? `Not sent. ${sentence(failureWords(outcome.failure))} Nothing was repushed. ${remedyWords(outcome.failure)}`
        : `Not sent. ${NOT_ASKED[outcome.notAsked]} Nothing was repushed.`;
    case 'unknown':
      return `Unknown. ${sentence(outcome.failure === undefined ? 'the call was interrupted before its answer was recorded' : failureWords(outcome.failure))} doo may have started to send. Nothing is repeated by itself: look in the customer's system before you ask again.`;
  }
}

/**
 * When doo should have sent the last webhook of all that it accepted, as a sentence after a space:
 * an estimate, never a promise. Empty when there is nothing to wait for.
 */
export function lastWebhookWords(results: readonly TargetResult[], maxRatePerMin?: number): string {
  const end = estimateEnd(results, maxRatePerMin);
  if (end === undefined) return '';
  const from = readerTime(end.fromMs);
  const to = readerTime(end.toMs);
  const between = from === to ? `about ${from}` : `between ${from} and ${to}`;
  return ` Estimated time of the last webhook: ${between}.`;
}

function sentence(clause: string): string {
  const isName = clause.startsWith('doo');
  return `${isName ? clause : clause.charAt(0).toUpperCase() + clause.slice(1)}.`;
}
