import fc from 'fast-check';

/** Something that reads what strangers write, and what must hold whatever they write. */
export interface FuzzTarget {
  readonly name: string;
  /** Runs the target `numRuns` times at most, or until the time is over. */
  check(bounds: FuzzBounds): Promise<FuzzReport>;
}

export interface FuzzBounds {
  readonly seed: number;
  readonly numRuns: number;
  readonly timeLimitMs: number;
}

export interface FuzzReport {
  readonly runs: number;
  /** What the smallest input at fault is, what it did, and how to see it again. */
  readonly fault?: { readonly what: string; readonly reproduce: string };
  /** The longest that one input took. */
  readonly slowestMs: number;
}

/**
 * A target: `read` is given whatever `inputs` holds, and throws where something does not hold.
 * @param inputs what strangers may write
 */
export function fuzzTarget<T>(
  name: string,
  inputs: fc.Arbitrary<T>,
  read: (input: T) => void | Promise<void>,
): FuzzTarget {
  return {
    name,
    async check({ seed, numRuns, timeLimitMs }) {
      let slowestMs = 0;
      const property = fc.asyncProperty(inputs, async (input) => {
        const startMs = performance.now();
        await read(input);
        slowestMs = Math.max(slowestMs, performance.now() - startMs);
      });
      const details = await fc.check(property, {
        seed,
        numRuns,
        interruptAfterTimeLimit: timeLimitMs,
      });
      const { failed, interrupted, numRuns: runs, counterexample, errorInstance } = details;
      if (!failed || (interrupted && counterexample === null)) return { runs, slowestMs };
      const input = fc.stringify(counterexample?.[0]).slice(0, 400);
      const fault = {
        what: `${name}: ${errorInstance instanceof Error ? errorInstance.message : String(errorInstance)}`,
        reproduce: `seed ${seed}, path ${details.counterexamplePath}, input ${input}`,
      };
      return { runs, fault, slowestMs };
    },
  };
}
