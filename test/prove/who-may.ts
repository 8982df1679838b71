import { createLab } from '../support/hostile/lab.ts';
import { attemptsOnEnded } from '../support/who-may/ended.ts';
import { attemptsInTime } from '../support/who-may/moments.ts';
import { attempts } from '../support/who-may/table.ts';
import type { Proof, Violation } from './frame/proof.ts';

const all = [...attempts, ...attemptsOnEnded, ...attemptsInTime];

/** Everybody attempts everything, through the slack function and bypassing it. */
export const proof: Proof = {
  title: 'who may do what, everybody with everything',
  limitMs: { quick: 600_000, whole: 600_000 },
  async run({ startProduct }) {
    const lab = createLab(await startProduct());
    const violations: Violation[] = [];
    for (const { title, mayBeDone, run } of all) {
      const isDone = await run(lab);
      if (isDone === mayBeDone) continue;
      violations.push({
        promise: isDone ? 'letIn' : 'lost',
        what: `${title}, and it was ${isDone ? '' : 'not '}done`,
        reproduce: `row "${title}" of test/support/who-may`,
      });
    }
    return { counts: { attempts: all.length }, violations };
  },
};
