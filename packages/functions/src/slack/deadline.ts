import { AsyncLocalStorage } from 'node:async_hooks';
import { LATE, within } from '../runtime/within.ts';

/**
 * Slack waits 3 s for a response. That covers the work, a last message if the work fails, and the network.
 */
const ANSWER_WITHIN_MS = 2_000;
/** The deadline of that last message, after the work has run out of time. */
const WORDS_WITHIN_MS = 2_400;
/** A longer wait means that the timestamp comes from a different clock. */
const MAX_WAIT_MS = 2_000;

/** The deadline passed before the work was done. */
export class AnswerDeadlineError extends Error {
  override readonly name = 'AnswerDeadlineError';
}

/** How long Slack still waits for the response to the delivery that the caller belongs to. */
export interface AnswerDeadline {
  /**
   * Runs `answer` under the deadline of one delivery. Counting starts when the delivery reaches the
   * function URL, so that it includes a cold start, but not the age of a warm process.
   * @param receivedAtMs `requestContext.timeEpoch` (AWS docs: Lambda function URL payloads)
   */
  answering<T>(receivedAtMs: number | undefined, answer: () => Promise<T>): Promise<T>;
  /**
   * Resolves to the result of `work` if that leaves Slack's time for a last message.
   * @param spareMs time to reserve for what follows this work
   * @throws AnswerDeadlineError if it does not; the work itself ends by its own timeouts
   */
  inTime<T>(work: Promise<T>, spareMs?: number): Promise<T>;
  /**
   * Resolves to the result of sending a last message if it is in time for Slack.
   * @throws AnswerDeadlineError if it is not
   */
  wordsInTime<T>(words: Promise<T>): Promise<T>;
  /** Milliseconds left for the work of a response; negative after the deadline. */
  msLeft(): number;
  /**
   * Call this right before any effect elsewhere. Somebody who was told that the result is uncertain must
   * not see it happen later, when the frozen process resumes with another delivery.
   * @throws AnswerDeadlineError after the deadline
   */
  stillInTime(): void;
}

/** @param now milliseconds since the epoch */
export function createAnswerDeadline(now: () => number): AnswerDeadline {
  const arrivals = new AsyncLocalStorage<number>();

  function leftOf(withinMs: number): number {
    const nowMs = performance.now();
    return (arrivals.getStore() ?? nowMs) + withinMs - nowMs;
  }

  const msLeft = () => leftOf(ANSWER_WITHIN_MS);

  return {
    answering(receivedAtMs, answer) {
      const waitedMs = receivedAtMs === undefined ? 0 : now() - receivedAtMs;
      const isBelieved = waitedMs > 0 && waitedMs < MAX_WAIT_MS;
      return arrivals.run(performance.now() - (isBelieved ? waitedMs : 0), answer);
    },
    inTime: (work, spareMs = 0) => before(leftOf(ANSWER_WITHIN_MS - spareMs), work),
    wordsInTime: (words) => before(leftOf(WORDS_WITHIN_MS), words),
    msLeft,
    stillInTime() {
      if (msLeft() <= 0) throw new AnswerDeadlineError('too late to begin this');
    },
  };
}

async function before<T>(leftMs: number, work: Promise<T>): Promise<T> {
  const result = await within(leftMs, work);
  if (result === LATE) throw new AnswerDeadlineError('no time left to answer');
  return result;
}
