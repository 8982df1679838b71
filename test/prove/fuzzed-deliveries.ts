import { commandTarget } from '../support/fuzz/command-target.ts';
import { deliveryTargets } from '../support/fuzz/delivery-targets.ts';
import { fuzzAll } from '../support/fuzz/fuzz-all.ts';
import { createLab } from '../support/hostile/lab.ts';
import type { Proof } from './frame/proof.ts';

const FOR_MS = { quick: 10_000, whole: 60_000 };

/** Arbitrary values in the fields of signed deliveries: a response in time, and nothing sent. */
export const proof: Proof = {
  title: 'signed deliveries with anything in their fields',
  limitMs: { quick: 60_000, whole: 150_000 },
  async run({ quick, seed, startProduct }) {
    const lab = createLab(await startProduct());
    const targets = [commandTarget(lab), ...(await deliveryTargets(lab))];
    const { runs, slowest, faults } = await fuzzAll(targets, {
      seed,
      numRuns: Number.MAX_SAFE_INTEGER,
      totalMs: quick ? FOR_MS.quick : FOR_MS.whole,
    });
    return {
      counts: { deliveries: runs },
      violations: faults.map((fault) => ({ promise: 'lost', ...fault })),
      notes: [`slowest ${slowest.ms.toFixed(1)} ms: ${slowest.name}`],
    };
  },
};
