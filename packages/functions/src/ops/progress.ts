import type { Output } from './command-line.ts';

/** Says how far a long run is. */
export interface Progress {
  /** One more is done. */
  step(): void;
  /** Leaves the terminal clean. */
  end(): void;
}

const FIRST_WORD_AFTER_MS = 2_000;

/**
 * On a terminal one line that changes, once the run takes longer than two seconds; elsewhere a line for
 * each quarter of such a run.
 * @param now milliseconds since the epoch
 */
export function createProgress(
  what: string,
  total: number,
  output: Output,
  now: () => number,
): Progress {
  const startMs = now();
  let done = 0;
  let isShown = false;
  const text = () => `${what}: ${done} of ${total}`;
  return {
    step() {
      done += 1;
      if (now() - startMs < FIRST_WORD_AFTER_MS || done === total) return;
      if (output.isTerminal === true) {
        isShown = true;
        output.err(`\r\u001b[K${text()}`);
      } else if (Math.floor((done * 4) / total) > Math.floor(((done - 1) * 4) / total)) {
        output.err(`${text()}\n`);
      }
    },
    end() {
      if (isShown) output.err('\r\u001b[K');
    },
  };
}
