import type { Cell } from './fault-list.ts';
import type { Findings } from './findings.ts';
import { judge } from './judge.ts';
import type { Lab, Plan, Seen } from './lab.ts';
import { hasEnded, rest, SILENCE, type Story } from './story.ts';
import { stateOf, type Watch, watch } from './watch.ts';

const DAY_MS = 24 * 3_600_000;
/** Longer than any execution lives. */
const ALL_TIME_MS = 40 * DAY_MS;

export interface Ran {
  readonly findings: Findings;
  /** Whether the fault was met. */
  readonly wasMet: boolean;
  readonly state: string;
}

/** Plays a story with nothing going wrong, and says which calls it makes. */
export async function record(lab: Lab, story: Story): Promise<readonly Seen[]> {
  await lab.begin();
  const seen = watch(lab);
  const silences = await story.play(lab, seen);
  const { sentTwice, lost, untrue } = judge(lab, story, seen, undefined);
  const faults = [...silences, ...sentTwice, ...lost, ...untrue];
  if (faults.length > 0) throw new Error(`${story.name}, plainly: ${faults.join('; ')}`);
  return [...lab.calls];
}

/** Plays a story with one thing going wrong, until everything has come to its end. */
export async function runCell(lab: Lab, story: Story, cell: Cell): Promise<Ran> {
  const { call, after, named } = cell;
  const plan: Plan = { call, after, fault: named.fault, lasts: named.lasts };
  await lab.begin(plan);
  const seen = watch(lab);
  const silences = await story.play(lab, seen);
  await lab.heal();
  const { hits } = lab;
  await rest(lab, () => story.judge !== undefined || hasEnded(seen), ALL_TIME_MS);
  await closeOpenCards(lab, seen);
  const findings = judge(lab, story, seen, plan);
  const others = silences.filter((each) => !each.includes(SILENCE) && !wasGivenUp(each, seen));
  const unanswered = silences.filter((each) => each.includes(SILENCE));
  const lost = [...unanswered.slice(answeredLater(seen, plan)), ...others, ...findings.lost];
  const [card] = seen.cards();
  return {
    findings: { ...findings, lost },
    wasMet: hits > 0,
    state: (card && stateOf(card)) ?? 'told',
  };
}

/** A person who was told that a request came to nothing has no card to decide on. */
function wasGivenUp(silence: string, seen: Watch): boolean {
  return silence.includes('never done') && seen.told().length > 0 && hasEnded(seen);
}

/** While Slack is away for long, a decision that was taken is refused below the card when it is back. */
function answeredLater(seen: Watch, { call, fault, lasts }: Plan): number {
  const isLongAway = lasts && fault.kind === 'outage' && call.operation.startsWith('slack');
  return isLongAway ? seen.told().filter((each) => / refused \d/.test(each)).length : 0;
}

/** What the schedule of `worker` does within a day. */
async function closeOpenCards({ sandbox }: Lab, seen: Watch): Promise<void> {
  const isOpen = seen.cards().some((card) => ['waiting', 'sending'].includes(stateOf(card) ?? ''));
  const hasNoCard = seen.cards().length === 0 && seen.executions().length > 0;
  if (!isOpen && !hasNoCard) return;
  await sandbox.hosts.worker.invoke({ source: 'aws.events' });
}
