/** Counts work in progress, so that a caller can wait until there is none. */
export interface Activity {
  /** Runs `work` and counts it until it settles; a rejection passes to the caller. */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Resolves when no work is in progress, including work started by other work. */
  idle(): Promise<void>;
}

export function createActivity(): Activity {
  let running = 0;
  const waiting: (() => void)[] = [];

  function leave(): void {
    running -= 1;
    if (running === 0) for (const resume of waiting.splice(0)) resume();
  }

  return {
    async run(work) {
      running += 1;
      try {
        return await work();
      } finally {
        leave();
      }
    },
    async idle() {
      while (running > 0) await new Promise<void>((resolve) => waiting.push(resolve));
    },
  };
}
