import { AsyncLocalStorage } from 'node:async_hooks';

/** Slack waits 3 s for an answer. The sum: work, then the last words, then the way there and back. */
const ANSWER_WITHIN_MS = 2_000;
/** Until then for the last words, after work that ran out of time. */
const WORDS_WITHIN_MS = 2_400;
/** A delivery that seems to have waited longer names a time of another clock. */
const MAX_WAIT_MS = 2_000;

const arrivals = new AsyncLocalStorage<number>();

/** The time for an answer has run out before the work was done. */
export class AnswerDeadlineError extends Error {
  override readonly name = 'AnswerDeadlineError';
}

/**
 * Runs the answering of one delivery. Its time counts from its arrival at the function URL, so that a
 * cold start is part of it and the age of a process that stood ready is not.
 * @param receivedAtMs `requestContext.timeEpoch` (AWS docs: Lambda function URL payloads)
 */
export function answering<T>(
  receivedAtMs: number | undefined,
  now: () => number,
  answer: () => Promise<T>,
): Promise<T> {
  const waitedMs = receivedAtMs === undefined ? 0 : now() - receivedAtMs;
  const isBelieved = waitedMs > 0 && waitedMs < MAX_WAIT_MS;
  return arrivals.run(performance.now() - (isBelieved ? waitedMs : 0), answer);
}

/**
 * What `work` resolves to, if that leaves Slack's time for the last words.
 * @param spareMs time that is left for what follows this work
 * @throws AnswerDeadlineError when it does not; the work itself ends by its own time limits
 */
export function inTime<T>(work: Promise<T>, spareMs = 0): Promise<T> {
  return until(ANSWER_WITHIN_MS - spareMs, work);
}

/**
 * What telling the last words resolves to, if that is in time for Slack.
 * @throws AnswerDeadlineError when it is not
 */
export function wordsInTime<T>(words: Promise<T>): Promise<T> {
  return until(WORDS_WITHIN_MS, words);
}

/** Milliseconds that are left for the work of an answer; below 0 when its time is over. */
export function msLeft(): number {
  return leftOf(ANSWER_WITHIN_MS);
}

/**
 * To be called right before what takes effect elsewhere. A person who was told that it is not
 * certain must not see it happen later, when the frozen process goes on with another delivery.
 * @throws AnswerDeadlineError when the time for the answer is over
 */
export function stillInTime(): void {
  if (msLeft() <= 0) throw new AnswerDeadlineError('too late to begin this');
}

function leftOf(withinMs: number): number {
  const nowMs = performance.now();
  return (arrivals.getStore() ?? nowMs) + withinMs - nowMs;
}

async function until<T>(withinMs: number, work: Promise<T>): Promise<T> {
  const leftMs = Math.max(0, leftOf(withinMs));
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new AnswerDeadlineError('no time left to answer')), leftMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
