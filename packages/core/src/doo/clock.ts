/** The doo client's clock: milliseconds since the epoch, and a way to wait. */
export interface DooClock {
  now(): number;
  /** Resolves after `ms`, or as soon as `signal` ends; never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The system clock. */
export const systemClock: DooClock = { now: Date.now, sleep };

function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(wake, signal?.aborted ? 0 : ms);
    signal?.addEventListener('abort', wake, { once: true });
    function wake() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', wake);
      resolve();
    }
  });
}
