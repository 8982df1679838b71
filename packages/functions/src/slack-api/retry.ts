import { WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';
import { errorKind, type Log } from '../runtime/log.ts';

/** The deadline of work that is not bound by Slack's 3 s. */
export interface Patience {
  /** Milliseconds since the epoch. */
  readonly deadlineMs: number;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  readonly log: Pick<Log, 'warn'>;
}

/** The work would not finish before its deadline. */
export class OutOfTimeError extends Error {
  override readonly name = 'OutOfTimeError';
}

/** How many consecutive failures are retried as temporary. */
const MAX_TROUBLES = 3;
const TROUBLE_WAIT_MS = 1_000;

/**
 * Retries an idempotent Slack call: waits out rate limits (Slack docs: Rate limits, Retry-After), and
 * retries other failures twice.
 * @throws OutOfTimeError if the wait would end after the deadline; any refusal that Slack names
 */
export function patiently<T>(patience: Patience, call: () => Promise<T>): Promise<T> {
  return again(patience, call, MAX_TROUBLES);
}

/**
 * Retries a call with effects only after a rate limit, which proves that it had none.
 * @throws OutOfTimeError if it certainly had no effect; any other error as it is
 */
export function onceWithin<T>(patience: Patience, call: () => Promise<T>): Promise<T> {
  return again(patience, call, 1);
}

async function again<T>(
  patience: Patience,
  call: () => Promise<T>,
  maxTroubles: number,
): Promise<T> {
  for (let troubles = 0; ; ) {
    if (patience.now() > patience.deadlineMs) throw new OutOfTimeError('no time is left');
    try {
      return await call();
    } catch (error) {
      if (error instanceof WebAPIPlatformError) throw error;
      const isLimit = error instanceof WebAPIRateLimitedError;
      if (!isLimit) troubles += 1;
      if (troubles === maxTroubles) throw error;
      const waitMs = isLimit ? error.retryAfter * 1000 : TROUBLE_WAIT_MS * troubles;
      if (patience.now() + waitMs > patience.deadlineMs)
        throw new OutOfTimeError('no time is left', { cause: error });
      patience.log.warn('slack_waited', { error: errorKind(error), waitMs });
      await patience.sleep(waitMs);
    }
  }
}
