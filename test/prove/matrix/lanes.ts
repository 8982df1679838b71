import type { Certificates } from './certificates.ts';
import type { Cell } from './fault-list.ts';
import { type Lab, startLab } from './lab.ts';
import { type Ran, runCell } from './run-cell.ts';
import { prepare, type Story } from './story.ts';

/** One run to be made. */
export interface Job {
  readonly story: Story;
  readonly cell: Cell;
}

/** What became of one run; it is not `repeated` where a second one, in a fresh lab, was well. */
export interface Done extends Job {
  readonly ran: Ran;
  readonly isRepeated: boolean;
}

/** Runs after which a lab is left: its peers remember everything, and become slower by that. */
const MOST_RUNS = 120;

/** Runs all jobs over so many labs at once, each in a product of its own. */
export async function runJobs(
  jobs: readonly Job[],
  lanes: number,
  certificates: Certificates,
): Promise<readonly Done[]> {
  const queue = [...jobs];
  const done: Done[] = [];
  await Promise.all(
    Array.from({ length: Math.min(lanes, queue.length) }, async () => {
      let lab = await freshLab(certificates);
      let runs = 0;
      for (let job = queue.shift(); job !== undefined; job = queue.shift()) {
        let ran = await runCell(lab, job.story, job.cell);
        runs += 1;
        let isRepeated = false;
        if (isBroken(ran) || runs >= MOST_RUNS) {
          await lab.stop();
          lab = await freshLab(certificates);
          runs = 0;
        }
        if (isBroken(ran) && ran.findings.sentTwice.length === 0) {
          const again = await runCell(lab, job.story, job.cell);
          isRepeated = isBroken(again);
          if (isRepeated) {
            ran = again;
            await lab.stop();
            lab = await freshLab(certificates);
          }
        }
        done.push({ ...job, ran, isRepeated });
      }
      await lab.stop();
    }),
  );
  return done;
}

let last: Promise<unknown> = Promise.resolve();

/** One lab after the other: cold starts of many at once would take longer than Slack waits. */
function freshLab(certificates: Certificates): Promise<Lab> {
  const next = last.then(async () => {
    const lab = await startLab(certificates);
    await prepare(lab);
    return lab;
  });
  last = next;
  return next;
}

function isBroken({ findings, wasMet }: Ran): boolean {
  return !wasMet || Object.values(findings).some((each) => each.length > 0);
}
