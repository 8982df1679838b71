import type { Certificates } from './certificates.ts';
import type { Cell } from './fault-list.ts';
import { type Lab, startLab } from './lab.ts';
import type { Progress } from './progress.ts';
import { type Ran, runCell } from './run-cell.ts';
import { prepare } from './stories.ts';
import type { Story } from './story.ts';

/** One run to be made. */
export interface Job {
  readonly story: Story;
  readonly cell: Cell;
}

/** How a cell is named on the command line. */
export function nameOf({ story, cell }: Job): string {
  return `${story.name}: ${cell.call.key}, ${cell.named.name}`;
}

/** What became of one run; it is not `isRepeated` where another one, in a fresh lab, was well. */
export interface Done extends Job {
  readonly ran: Ran;
  readonly isRepeated: boolean;
}

/** Runs after which a lab is left: its peers remember everything, and become slower by that. */
const MOST_RUNS = 120;
/** How often what was found must happen again, with the machine left to it alone. */
const REPETITIONS = 2;

/**
 * Runs all jobs over so many labs at once, each in a product of its own. What was found in one is
 * looked for again when all have ended, one run at a time and each in a fresh lab, so that a
 * machine that was busy finds nothing: it counts when it happens every time.
 */
export async function runJobs(
  queues: readonly { readonly jobs: readonly Job[]; readonly lanes: number }[],
  certificates: Certificates,
  progress: Progress,
): Promise<readonly Done[]> {
  const lanes = queues.flatMap(({ jobs, lanes: most }) => {
    const queue = [...jobs];
    return Array.from({ length: Math.min(most, queue.length) }, () =>
      runLane(queue, certificates, progress),
    );
  });
  const first = (await Promise.all(lanes)).flat();
  const done: Done[] = [];
  for (const each of first)
    done.push(isBroken(each.ran) ? await repeated(each, certificates, progress) : each);
  progress.end();
  return done;
}

/** Takes jobs from the queue until it is empty. */
async function runLane(
  queue: Job[],
  certificates: Certificates,
  progress: Progress,
): Promise<readonly Done[]> {
  const done: Done[] = [];
  let lab: Lab | undefined;
  let runs = 0;
  let settings: Story['settings'];
  for (let job = queue.shift(); job !== undefined; job = queue.shift()) {
    if (lab !== undefined && job.story.settings !== settings) {
      await lab.stop();
      lab = undefined;
      runs = 0;
    }
    settings = job.story.settings;
    lab ??= await freshLab(certificates, settings);
    const ran = await runSafely(lab, job);
    runs += 1;
    done.push({ ...job, ran, isRepeated: false });
    progress.ran(isBroken(ran) ? `${nameOf(job)}: ${foundIn(ran)}` : undefined);
    if (isBroken(ran) || runs >= MOST_RUNS) {
      await lab.stop();
      lab = undefined;
      runs = 0;
    }
  }
  await lab?.stop();
  return done;
}

async function repeated(
  found: Done,
  certificates: Certificates,
  progress: Progress,
): Promise<Done> {
  let { ran } = found;
  for (let time = 0; time < REPETITIONS; time++) {
    const lab = await freshLab(certificates, found.story.settings);
    const again = await runSafely(lab, found);
    await lab.stop();
    if (!isBroken(again)) {
      progress.repeated(false);
      return { ...found, isRepeated: false };
    }
    // A second send counts at once, whatever the repetitions find.
    if (ran.findings.sentTwice.length === 0) ran = again;
  }
  progress.repeated(true);
  return { ...found, ran, isRepeated: true };
}

/** A run that cannot be played to its end has found something, like any other. */
async function runSafely(lab: Lab, { story, cell }: Job): Promise<Ran> {
  try {
    return await runCell(lab, story, cell);
  } catch (error) {
    const what = `it could not be played: ${error instanceof Error ? error.message : String(error)}`;
    return {
      findings: { sentTwice: [], lost: [what], untrue: [] },
      wasMet: true,
      state: 'not looked at',
    };
  }
}

let last: Promise<unknown> = Promise.resolve();

/** One lab after the other: cold starts of many at once would take longer than Slack waits. */
export function freshLab(certificates: Certificates, settings: Story['settings']): Promise<Lab> {
  const next = last.then(async () => {
    const lab = await startLab(certificates, settings);
    await prepare(lab);
    return lab;
  });
  last = next;
  return next;
}

function foundIn({ findings, wasMet }: Ran): string {
  const found = Object.values(findings).flat();
  return [...found, ...(wasMet ? [] : ['the fault was not met'])].join('; ');
}

export function isBroken({ findings, wasMet }: Ran): boolean {
  return !wasMet || Object.values(findings).some((each) => each.length > 0);
}
