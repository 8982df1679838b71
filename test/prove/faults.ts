import type { Proof } from './frame/proof.ts';
import { cellsOf } from './matrix/fault-list.ts';
import { runMatrix } from './matrix/matrix.ts';

/** The first two stories meet every fault; the others share the faults that affect all of them alike. */
const SHARES = 4;

export const QUICK_FAULTS = 150;

/** Every call to a peer × every fault × the state of the request. */
export const proof: Proof = {
  title: 'every call to a peer, with every fault',
  limitMs: { quick: 10 * 60_000, whole: 4 * 60 * 60_000 },
  run: (context) =>
    runMatrix(
      {
        figure: 'faults',
        quickCells: QUICK_FAULTS,
        cellsOf: (own, all, story) =>
          cellsOf(own, all, story < 2 ? { of: 1, nth: 0 } : { of: SHARES, nth: story % SHARES }),
      },
      context,
    ),
};
