import { WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';
import { errorKind, type Log } from '../runtime/log.ts';

/** How long a piece of work may take, for work that nobody waits 3 s for. */
export interface Patience {
  /** Milliseconds since the epoch. */
  readonly deadlineMs: number;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  readonly log: Pick<Log, 'warn'>;
}

/** The work would not be done before its deadline. */
export class OutOfTimeError extends Error {
  override readonly name = 'OutOfTimeError';
}

/** Failures in a row that are taken for a passing trouble. */
const MAX_TROUBLES = 3;
const TROUBLE_WAIT_MS = 1_000;

/**
 * A call of Slack that only reads, or may be repeated: again after what Slack asks to wait
 * (Slack docs: Rate limits, Retry-After), and twice more where Slack did not answer as it should.
 * @throws OutOfTimeError when the wait would end after the deadline; what Slack refuses by name
 */
export function patiently<T>(patience: Patience, call: () => Promise<T>): Promise<T> {
  return again(patience, call, MAX_TROUBLES);
}

/**
 * A call that takes effect: again only after what Slack asks to wait, which proves that it did not.
 * @throws OutOfTimeError where it surely took no effect; whatever else went wrong
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
