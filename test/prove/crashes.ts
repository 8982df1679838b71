import type { Proof } from './frame/proof.ts';
import { crashesOf } from './matrix/fault-list.ts';
import { runMatrix } from './matrix/matrix.ts';

export const QUICK_CRASHES = 60;

/** Kills the process at every call it makes, before and after the peer has acted. */
export const proof: Proof = {
  title: 'a crash at every checkpoint and every call',
  limitMs: { quick: 8 * 60_000, whole: 60 * 60_000 },
  run: (context) =>
    runMatrix(
      { figure: 'crashPoints', quickCells: QUICK_CRASHES, cellsOf: (own) => crashesOf(own) },
      context,
    ),
};
