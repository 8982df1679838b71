import { RESOURCES } from '@doo-repush/core/doo/resources';
import { estimateEnd } from '@doo-repush/core/repush/estimate';
import type { NotAskedReason, Outcome, TargetResult } from '@doo-repush/core/repush/outcome';
import type { RepushRequest } from '@doo-repush/core/repush/request';
import { count } from '../runtime/text.ts';
import { failureWords, remedyWords } from './failure-text.ts';
import { readerClock, readerTime } from './mrkdwn.ts';

const NOT_ASKED: Readonly<Record<NotAskedReason, string>> = {
  quota_used_up: "doo's call limit ran out before this one",
  credentials_refused: 'skipped after doo refused our credentials',
  changed: 'doo no longer has what was approved',
  overtaken: 'a request for the same had been approved by then',
  too_slow: 'its turn at this pace would have come more than a week after the approval',
  first_failed: "doo didn't accept the first one",
  not_arrived: "the first one didn't arrive",
  not_confirmed: 'no one answered about the first one in time',
  stopped: 'stopped',
  no_access:
    "we couldn't log in to doo for this organization. Ask an admin to check the doo secret",
};

/** What became of one target, in full sentences. */
export function outcomeWords(result: TargetResult, request: RepushRequest): string {
  const { outcome } = result;
  const { singular, plural } = RESOURCES[request.resource];
  if (outcome.kind === 'accepted' && outcome.items > 0)
    return `doo accepted ${count(outcome.items, singular, plural)}.${lastWebhookWords([result], request.maxRatePerMin)}`;
  return failedWords(outcome);
}

/** What became of a target of which doo accepted nothing: the same words for the same end. */
export function failedWords(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'accepted':
      return 'doo found nothing to send. Check the event ID, the resource and the time.';
    case 'refused':
      return `${sentence(failureWords(outcome.failure))} Nothing was sent. ${remedyWords(outcome.failure)}`;
    case 'not_sent':
      return 'failure' in outcome
        ? `Not sent: ${failureWords(outcome.failure)}. ${remedyWords(outcome.failure)}`
        : `Not sent: ${NOT_ASKED[outcome.notAsked]}.`;
    case 'unknown':
      return `Unclear: ${unclearCause(outcome)}, so doo may have started sending.`;
  }
}

/** Why nobody knows whether doo started, as a clause. */
export function unclearCause(outcome: Extract<Outcome, { kind: 'unknown' }>): string {
  return outcome.failure === undefined
    ? "we lost the connection before saving doo's answer"
    : failureWords(outcome.failure);
}

/**
 * When doo should have sent the last webhook of all that it accepted, as a sentence after a space:
 * an estimate, never a promise. Empty when there is nothing to wait for.
 */
export function lastWebhookWords(results: readonly TargetResult[], maxRatePerMin?: number): string {
  const finish = finishWords(results, maxRatePerMin);
  return finish === undefined ? '' : ` doo should finish ${finish}.`;
}

const HALF_DAY_MS = 12 * 3_600_000;

/** `between today 10:15 and 10:19`; `undefined` when there is nothing to wait for. */
export function finishWords(
  results: readonly TargetResult[],
  maxRatePerMin?: number,
): string | undefined {
  const end = estimateEnd(results, maxRatePerMin);
  if (end === undefined) return undefined;
  const { fromMs, toMs } = end;
  const from = readerTime(fromMs);
  if (from === readerTime(toMs)) return `about ${from}`;
  return `between ${from} and ${toMs - fromMs < HALF_DAY_MS ? readerClock(toMs) : readerTime(toMs)}`;
}

/** A clause as a sentence; doo's own name stays as it is written. */
export function sentence(clause: string): string {
  const isName = clause.startsWith('doo');
  return `${isName ? clause : clause.charAt(0).toUpperCase() + clause.slice(1)}.`;
}
