import { trySequences } from '../support/states/sequences.ts';
import type { Proof } from './frame/proof.ts';

export const RUNS = { quick: 1_000, whole: 12_000 };

/** Sequences of everything that can happen to a request, on the real workflow code. */
export const proof: Proof = {
  title: 'the state machine, sequence by sequence',
  limitMs: { quick: 2 * 60_000, whole: 10 * 60_000 },
  async run({ quick, seed }) {
    const {
      broken,
      runs: sequences,
      ...counts
    } = await trySequences(quick ? RUNS.quick : RUNS.whole, seed);
    return {
      counts: { sequences, ...counts },
      violations: broken === undefined ? [] : [{ promise: 'untrue', ...broken }],
    };
  },
};
