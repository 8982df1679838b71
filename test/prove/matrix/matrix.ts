import type { ProofContext, ProofResult, Violation } from '../frame/proof.ts';
import { makeCertificates } from './certificates.ts';
import type { Cell } from './fault-list.ts';
import { type Seen, startLab } from './lab.ts';
import { type Done, type Job, runJobs } from './lanes.ts';
import { record } from './run-cell.ts';
import { prepare, STORIES } from './story.ts';

/** Labs that share the machine's cores, and labs that mostly wait in real time. */
const LANES = { busy: 3, waiting: 12 };

export interface MatrixPlan {
  readonly cellsOf: (own: readonly Seen[], all: readonly Seen[], story: number) => readonly Cell[];
  /** Cells of the shorter form, taken at random from all. */
  readonly quickCells: number;
  readonly figure: 'faults' | 'crashPoints';
}

/** Records every story, and plays it once for each thing that may go wrong with one of its calls. */
export async function runMatrix(
  { cellsOf, quickCells, figure }: MatrixPlan,
  { quick, seed }: ProofContext,
): Promise<ProofResult> {
  const certificates = makeCertificates();
  const lab = await startLab(certificates);
  await prepare(lab);
  const all: Job[] = [];
  let calls = 0;
  for (const [index, story] of STORIES.entries()) {
    const recorded = await record(lab, story);
    const own = story.own(recorded);
    calls += own.length;
    all.push(...cellsOf(own, recorded, index).map((cell) => ({ story, cell })));
  }
  await lab.stop();
  // Without the time-outs of AWS's SDK, nearly a minute each, the shorter form is what it says.
  const jobs = quick
    ? sample(
        all.filter(({ cell }) => !isSlowest(cell)),
        quickCells,
        seed,
      )
    : all;
  const waits = ({ cell }: Job) => cell.named.isSlow;
  const done = (
    await Promise.all([
      runJobs(
        jobs.filter((job) => !waits(job)),
        LANES.busy,
        certificates,
      ),
      runJobs(jobs.filter(waits), LANES.waiting, certificates),
    ])
  ).flat();
  const unrepeated = done.filter(({ isRepeated, ran }) => !isRepeated && isAnyFinding(ran));
  return {
    counts: { [figure]: done.length, calls },
    violations: done.flatMap(violationsOf),
    notes: [`${STORIES.length} stories`, `${unrepeated.length} not repeated`],
  };
}

function isSlowest({ call, named }: Cell): boolean {
  return named.isSlow && call.operation.startsWith('lambda Checkpoint');
}

function isAnyFinding({ findings, wasMet }: Done['ran']): boolean {
  return !wasMet || Object.values(findings).some((each) => each.length > 0);
}

function violationsOf({ story, cell, ran, isRepeated }: Done): readonly Violation[] {
  const { sentTwice, lost, untrue } = ran.findings;
  const where = `${story.name}: ${cell.call.key} (${cell.call.detail}), ${cell.named.name}`;
  const violation = (promise: Violation['promise']) => (what: string) => ({
    promise,
    what: `${where}: ${what} (the card: ${ran.state})`,
    reproduce: where,
  });
  const certain = sentTwice.map(violation('sentTwice'));
  if (!isRepeated) return certain;
  return [
    ...certain,
    ...lost.map(violation('lost')),
    ...untrue.map(violation('untrue')),
    ...(ran.wasMet ? [] : ['the fault was not met'].map(violation('untrue'))),
  ];
}

/** So many of `items`, chosen by the seed (a linear congruential generator, Numerical Recipes). */
function sample<T>(items: readonly T[], count: number, seed: number): readonly T[] {
  const left = [...items];
  const chosen: T[] = [];
  let state = seed >>> 0;
  while (chosen.length < count && left.length > 0) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    chosen.push(...left.splice(state % left.length, 1));
  }
  return chosen;
}
