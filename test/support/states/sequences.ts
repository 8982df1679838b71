import fc from 'fast-check';
import { COMMANDS } from './commands.ts';
import { FIRST_YES, MOST_OPEN } from './model.ts';
import { brokenEnd } from './truth.ts';
import { APPROVAL_TIMEOUT_MS, createWorld, pass, settle } from './world.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export interface Sequences {
  readonly runs: number;
  readonly commands: number;
  readonly kills: number;
  readonly approved: number;
  readonly stopped: number;
  readonly answered: number;
  /**
   * Those in which an approval had to be repeated, and those in which the last reading of doo showed a
   * change.
   */
  readonly overtaken: number;
  readonly moved: number;
  /** Those closed because the person had reached the limit of open requests. */
  readonly tooMany: number;
  /** Those in which somebody let the rest follow the first target. */
  readonly restSent: number;
  /** Those in which somebody was reminded. */
  readonly reminded: number;
  /** The smallest sequence that breaks a promise, and how to reproduce it. */
  readonly broken?: { readonly what: string; readonly reproduce: string };
}

/** Runs this many sequences of commands on the real workflow, each to the end of its request. */
export async function trySequences(numRuns: number, seed: number): Promise<Sequences> {
  let commands = 0;
  let kills = 0;
  let approved = 0;
  let stopped = 0;
  let answered = 0;
  let overtaken = 0;
  let moved = 0;
  let tooMany = 0;
  let reminded = 0;
  let restSent = 0;
  const property = fc.asyncProperty(
    fc.commands(COMMANDS, { maxCommands: 24, size: 'max' }),
    fc.integer({ min: 1, max: 3 }),
    fc.constantFrom(1, 1, 2, 3),
    fc.constantFrom(0, 0, 0, 0, 0, 0, MOST_OPEN - 1, MOST_OPEN),
    fc.option(fc.integer({ min: 1, max: 30 }), { freq: 4 }),
    fc.constantFrom(undefined, 1, 10),
    fc.constantFrom({}, { remindAfterMs: HOUR_MS }),
    fc.constantFrom<readonly ('at_once' | 'one_first')[]>(
      [],
      [],
      ['at_once'],
      ['one_first'],
      ['one_first'],
    ),
    async (sequence, events, configurations, siblings, diesAt, rate, reminding, [order]) => {
      const world = createWorld(events, configurations, APPROVAL_TIMEOUT_MS, rate, {
        ...reminding,
        ...(order !== undefined && { order }),
      });
      world.ledger.siblings = siblings;
      if (diesAt !== null) world.execution.killAt(diesAt, 'after');
      await fc.asyncModelRun(async () => {
        await settle(world);
        return { model: {}, real: world };
      }, sequence);
      commands += [...sequence].length;
      world.directory.isAway = false;
      world.ledger.isAway = false;
      if (world.model.isRivalKnown) overtaken += 1;
      if (world.doo.reading === 'moved') moved += 1;
      if (world.execution.resultsOf(/^too many open$/).length > 0) tooMany += 1;
      world.slack.next.length = 0;
      await pass(world, 55 * DAY_MS);
      kills += world.execution.kills;
      if (world.model.counted?.decision === 'approved') approved += 1;
      if (world.model.callsAtStop !== undefined) stopped += 1;
      if (world.model.answers.size > 0) answered += 1;
      if ([...world.model.answers].some((said) => said.startsWith(FIRST_YES))) restSent += 1;
      if (world.slack.lines.some(({ mark }) => mark.startsWith('reminder'))) reminded += 1;
      const broken = brokenEnd(world);
      if (broken.length > 0) throw new Error(`at the end: ${broken.join('; ')}`);
    },
  );
  const checked = await fc.check(property, { numRuns, seed });
  const told = {
    runs: checked.numRuns,
    commands,
    kills,
    approved,
    stopped,
    answered,
    overtaken,
    moved,
    tooMany,
    reminded,
    restSent,
  };
  if (!checked.failed) return told;
  const what = `${String(checked.errorInstance)} after ${String(checked.counterexample?.[0])}`;
  return {
    ...told,
    broken: { what, reproduce: `seed ${seed}, path ${checked.counterexamplePath}` },
  };
}
