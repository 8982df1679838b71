import fc from 'fast-check';

/** A parser of untrusted input, with the properties that must hold for any input. */
export interface FuzzTarget {
  readonly name: string;
  /** Runs the target at most `numRuns` times, or until the time is up. */
  check(bounds: FuzzBounds): Promise<FuzzReport>;
}

export interface FuzzBounds {
  readonly seed: number;
  readonly numRuns: number;
  readonly timeLimitMs: number;
}

export interface FuzzReport {
  readonly runs: number;
  /** The smallest failing input, what it did, and how to reproduce it. */
  readonly fault?: { readonly what: string; readonly reproduce: string };
  /** The longest time that one input took. */
  readonly slowestMs: number;
}

/**
 * Creates a target. `read` receives each of `inputs` and throws if a property is violated.
 * @param inputs arbitrary untrusted input
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
