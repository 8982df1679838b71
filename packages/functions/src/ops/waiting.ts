import type { Output } from './command-line.ts';

/** Calls `act` once after so many milliseconds. @returns what calls it off */
export type After = (delayMs: number, act: () => void) => () => void;

const FIRST_WORD_AFTER_MS = 2_000;

const systemAfter: After = (delayMs, act) => {
  const timer = setTimeout(act, delayMs);
  return () => clearTimeout(timer);
};

/**
 * Says what a run waits for, once that takes longer than two seconds: on a terminal in a line that goes away
 * again, elsewhere in one that stays.
 */
export async function whileWaiting<T>(
  what: string,
  output: Output,
  run: () => Promise<T>,
  after: After = systemAfter,
): Promise<T> {
  const isTerminal = output.isTerminal === true;
  let isShown = false;
  const callOff = after(FIRST_WORD_AFTER_MS, () => {
    isShown = isTerminal;
    output.err(isTerminal ? `\r\u001b[K${what} …` : `${what} …\n`);
  });
  try {
    return await run();
  } finally {
    callOff();
    if (isShown) output.err('\r\u001b[K');
  }
}
