import { AsyncLocalStorage } from 'node:async_hooks';

/** Slack waits 3 s for an answer; the way back and a cold start need the rest. */
const ANSWER_WITHIN_MS = 2_400;

const arrivals = new AsyncLocalStorage<number>();

/** The time for an answer has run out before the work was done. */
export class AnswerDeadlineError extends Error {
  override readonly name = 'AnswerDeadlineError';
}

/** Runs the answering of one delivery; its time counts from here. */
export function answering<T>(answer: () => Promise<T>): Promise<T> {
  return arrivals.run(performance.now(), answer);
}

/**
 * What `work` resolves to, if that is in time for Slack.
 * @param leastMs time that it gets in any case: for the last words, after work that ran out of time
 * @throws AnswerDeadlineError when it is not; the work itself ends by its own time limits
 */
export async function inTime<T>(work: Promise<T>, leastMs = 0): Promise<T> {
  const arrivedMs = arrivals.getStore() ?? performance.now();
  const leftMs = Math.max(leastMs, arrivedMs + ANSWER_WITHIN_MS - performance.now());
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
