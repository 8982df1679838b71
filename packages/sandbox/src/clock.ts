/** Time as the peers see it. All values are milliseconds since the epoch. */
export interface Clock {
  now(): number;
  /**
   * Calls `run` once when `now()` reaches `timeMs`, at once if it has passed; returns a cancel
   * function.
   */
  at(timeMs: number, run: () => void): () => void;
}

/** A clock that a test or a person can move forward; due timers run in time order. */
export interface MovableClock extends Clock {
  /** How far the clock is ahead of the machine's own, in milliseconds. */
  readonly offsetMs: number;
  advance(ms: number): void;
  /** Calls `listener` with every new offset; returns an unsubscribe function. */
  onAdvance(listener: (offsetMs: number) => void): () => void;
}

interface Timer {
  readonly timeMs: number;
  readonly order: number;
  readonly run: () => void;
}

const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

/** The machine's time plus an offset that only grows. Timers do not keep the process alive. */
export function createClock(machineNow: () => number = Date.now): MovableClock {
  let offsetMs = 0;
  let order = 0;
  let wakeUp: NodeJS.Timeout | undefined;
  const timers = new Set<Timer>();
  const listeners = new Set<(offsetMs: number) => void>();
  const now = () => machineNow() + offsetMs;

  function next(): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of timers) {
      const earlier =
        first === undefined ||
        timer.timeMs < first.timeMs ||
        (timer.timeMs === first.timeMs && timer.order < first.order);
      if (earlier) first = timer;
    }
    return first;
  }

  function runDue(): void {
    for (let timer = next(); timer !== undefined && timer.timeMs <= now(); timer = next()) {
      timers.delete(timer);
      timer.run();
    }
    schedule();
  }

  function schedule(): void {
    clearTimeout(wakeUp);
    const timer = next();
    if (timer === undefined) return;
    const delayMs = Math.min(Math.max(timer.timeMs - now(), 0), LONGEST_TIMEOUT_MS);
    wakeUp = setTimeout(runDue, delayMs);
    wakeUp.unref();
  }

  return {
    now,
    at(timeMs, run) {
      const timer: Timer = { timeMs, order: order++, run };
      timers.add(timer);
      schedule();
      return () => {
        timers.delete(timer);
        schedule();
      };
    },
    get offsetMs() {
      return offsetMs;
    },
    advance(ms) {
      offsetMs += ms;
      for (const listener of listeners) listener(offsetMs);
      runDue();
    },
    onAdvance(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** A clock that starts at the present of `clock` and runs `factor` times as fast. */
export function scaleClock(clock: Clock, factor: number): Clock {
  const startMs = clock.now();
  return {
    now: () => startMs + (clock.now() - startMs) * factor,
    at: (timeMs, run) => clock.at(startMs + (timeMs - startMs) / factor, run),
  };
}
