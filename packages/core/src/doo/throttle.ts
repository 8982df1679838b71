import type { DooClock } from './clock.ts';
import { within } from './deadline.ts';

/** Gives the calls of one API key their turns, in order of arrival. */
export interface Pace {
  /** Resolves to true when the caller may start, to false if `signal` aborts first. */
  turn(signal?: AbortSignal): Promise<boolean>;
}

/**
 * Spaces turns at least `intervalMs` apart, start to start (doo docs: Authorization, one request per second and
 * API key). A caller that gives up uses no turn.
 */
export function createPace(options: { intervalMs: number; clock: DooClock }): Pace {
  const { intervalMs, clock } = options;
  let lastStartMs = Number.NEGATIVE_INFINITY;
  let queue: Promise<unknown> = Promise.resolve();

  function remainingMs(): number {
    const nowMs = clock.now();
    // A clock that is set back must not lengthen the wait.
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

/** One pace per API key, because doo counts calls per key. */
export function createPaces(options: Parameters<typeof createPace>[0]): (apiKey: string) => Pace {
  const paces = new Map<string, Pace>();
  return (apiKey) => {
    const pace = paces.get(apiKey) ?? createPace(options);
    paces.set(apiKey, pace);
    return pace;
  };
}
