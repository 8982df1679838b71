import type { ProofContext, ProofResult, Violation } from '../frame/proof.ts';
import { makeCertificates } from './certificates.ts';
import type { Cell } from './fault-list.ts';
import type { Lab, Seen } from './lab.ts';
import { type Done, freshLab, isBroken, type Job, nameOf, runJobs } from './lanes.ts';
import { createProgress } from './progress.ts';
import { record } from './run-cell.ts';
import { STORIES } from './stories.ts';
import type { Story } from './story.ts';

/** Labs that share the machine's cores, and labs that mostly wait in real time. */
const LANES = { busy: 4, waiting: 16 };
/** Findings that were not repeated and are named in the table all the same. */
const MOST_NAMED = 5;
const RECORDINGS = 3;
/** The proof that counts each figure. */
const PROOFS = { faults: 'faults', crashPoints: 'crashes' } as const;

export interface MatrixPlan {
  readonly cellsOf: (own: readonly Seen[], all: readonly Seen[], story: number) => readonly Cell[];
  /** Cells of the shorter form, taken at random from all. */
  readonly quickCells: number;
  readonly figure: 'faults' | 'crashPoints';
}

/** Records every story, and plays it once for each thing that may go wrong with one of its calls. */
export async function runMatrix(
  { cellsOf, quickCells, figure }: MatrixPlan,
  { quick, seed, shard, cells, progress }: ProofContext,
): Promise<ProofResult> {
  const certificates = makeCertificates();
  let lab: Lab | undefined;
  let settings: Story['settings'];
  const all: Job[] = [];
  let calls = 0;
  for (const [index, story] of STORIES.entries()) {
    if (!mayHave(story, cells)) continue;
    if (story.settings !== settings) {
      await lab?.stop();
      lab = undefined;
    }
    settings = story.settings;
    lab ??= await freshLab(certificates, settings);
    const recorded = await recordPatiently(lab, story);
    const own = story.own(recorded);
    calls += own.length;
    all.push(
      ...cellsOf(own, recorded, index)
        .map((cell) => ({ story, cell }))
        .filter((job) => isWanted(job, cells)),
    );
  }
  await lab?.stop();
  // Without the time-outs of AWS's SDK, nearly a minute each, the shorter form is what it says.
  const jobs = quick
    ? sample(
        all.filter(({ cell }) => !isSlowest(cell)),
        quickCells,
        seed,
      )
    : all;
  const part = jobs.filter((_, index) => index % shard.of === shard.nth - 1);
  const waits = ({ cell }: Job) => cell.named.isSlow;
  const done = await runJobs(
    [
      { jobs: part.filter(waits), lanes: LANES.waiting },
      { jobs: part.filter((job) => !waits(job)), lanes: LANES.busy },
    ],
    certificates,
    createProgress(progress, part.length),
  );
  const unrepeated = done.filter(({ isRepeated, ran }) => !isRepeated && isBroken(ran));
  return {
    counts: { [figure]: done.length, calls },
    violations: done.flatMap((each) => violationsOf(each, PROOFS[figure])),
    notes: [
      `${STORIES.length} stories`,
      `${unrepeated.length} not repeated`,
      ...unrepeated.slice(0, MOST_NAMED).map(nameOf),
    ],
  };
}

/** A plain run that went wrong on a busy machine is played again. */
async function recordPatiently(lab: Lab, story: Story): Promise<readonly Seen[]> {
  for (let time = 1; ; time++) {
    try {
      return await record(lab, story);
    } catch (error) {
      if (time === RECORDINGS) throw error;
    }
  }
}

function isSlowest({ call, named }: Cell): boolean {
  return named.isSlow && call.operation.startsWith('lambda Checkpoint');
}

/** By the beginning of its name; without any given, every cell is. */
function isWanted(job: Job, cells: readonly string[]): boolean {
  return cells.length === 0 || cells.some((each) => nameOf(job).startsWith(each));
}

function mayHave(story: Story, cells: readonly string[]): boolean {
  const begin = `${story.name}: `;
  return (
    cells.length === 0 || cells.some((each) => begin.startsWith(each) || each.startsWith(begin))
  );
}

function violationsOf(done: Done, proof: string): readonly Violation[] {
  const { ran, isRepeated, cell } = done;
  const { sentTwice, lost, untrue } = ran.findings;
  const where = nameOf(done);
  const violation = (promise: Violation['promise']) => (what: string) => ({
    promise,
    what: `${where}: ${what} (the card: ${ran.state}; the call: ${cell.call.detail || 'no detail'})`,
    reproduce: `npm run prove -- --only ${proof} --cell "${where}"`,
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
