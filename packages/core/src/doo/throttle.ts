import type { DooClock } from './clock.ts';
import { within } from './deadline.ts';

/** Gives turns to the calls of one API key, in the order in which they asked. */
export interface Pace {
  /** True when it is the caller's turn to start, false when `signal` ended before that. */
  turn(signal?: AbortSignal): Promise<boolean>;
}

/**
 * A pace whose turns are at least `intervalMs` apart, start to start (doo docs: Authorization, one
 * request a second per API key). A caller that gives up takes no turn.
 */
export function createPace(options: { intervalMs: number; clock: DooClock }): Pace {
  const { intervalMs, clock } = options;
  let lastStartMs = Number.NEGATIVE_INFINITY;
  let queue: Promise<unknown> = Promise.resolve();

  function remainingMs(): number {
    const nowMs = clock.now();
    // A clock that was set back must not stretch the wait.
    if (nowMs < lastStartMs) lastStartMs = nowMs;
    return lastStartMs + intervalMs - nowMs;
  }

  async function take(signal: AbortSignal | undefined): Promise<boolean> {
    for (let waitMs = remainingMs(); waitMs > 0; waitMs = remainingMs()) {
      if (signal?.aborted) return false;
      await clock.sleep(waitMs, signal);
    }
    if (signal?.aborted) return false;
    lastStartMs = clock.now();
    return true;
  }

  return {
    async turn(signal) {
      const turn = queue.then(() => take(signal));
      queue = turn;
      return (await within(turn, signal)) ?? false;
    },
  };
}
