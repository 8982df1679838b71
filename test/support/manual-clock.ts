/**
 * A clock that stands still until somebody sleeps; that time then passes as soon as everything else is
 * done.
 */
export interface ManualClock {
  timeMs: number;
  now(): number;
  sleep(ms: number): Promise<void>;
}

/** A manual clock that starts at `timeMs`. */
export function createManualClock(timeMs = 0): ManualClock {
  const clock: ManualClock = {
    timeMs,
    now: () => clock.timeMs,
    async sleep(ms) {
      await new Promise((resolve) => setImmediate(resolve));
      clock.timeMs += ms;
    },
  };
  return clock;
}
