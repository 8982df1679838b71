import { fuzzAll } from '../support/fuzz/fuzz-all.ts';
import { guardTargets } from '../support/fuzz/guard-target.ts';
import { parserTargets } from '../support/fuzz/parser-targets.ts';
import { timeTargets } from '../support/fuzz/time-targets.ts';
import type { Proof } from './frame/proof.ts';

const FOR_MS = { quick: 10_000, whole: 60_000 };

/**
 * Arbitrary untrusted input of any length: no crash, no hang, no unhandled rejection, and nobody gains
 * access.
 */
export const proof: Proof = {
  title: 'guard, parsers and option values, fuzzed',
  limitMs: { quick: 60_000, whole: 180_000 },
  async run({ quick, seed }) {
    const targets = [...guardTargets, ...parserTargets, ...timeTargets];
    const { runs, slowest, faults } = await fuzzAll(targets, {
      seed,
      numRuns: Number.MAX_SAFE_INTEGER,
      totalMs: quick ? FOR_MS.quick : FOR_MS.whole,
    });
    return {
      counts: { inputs: runs },
      violations: faults.map((fault) => ({ promise: 'lost', ...fault })),
      notes: [`slowest ${slowest.ms.toFixed(1)} ms: ${slowest.name}`],
    };
  },
};
