import type { Sandbox } from '@doo-repush/sandbox/sandbox';
import type { Message } from '@doo-repush/sandbox/slack/workspace/model';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import {
  ask,
  executionOf,
  factsOf,
  HOUR_MS,
  hasButtons,
  initCallsSince,
  isReported,
  linesOf,
  now,
  passTime,
  stateOf,
} from '../../support/requests.ts';
import type { Violation } from '../frame/proof.ts';

/** People who act on one card simultaneously. */
export interface Race {
  readonly name: string;
  readonly events?: string;
  /** Their acts, one promise each, all started at once. */
  readonly start: (
    sandbox: Sandbox,
    card: Message,
    turn: number,
  ) => Promise<readonly Promise<unknown>[]>;
  /** The states in which it may end. */
  readonly states: readonly string[];
  /** Whether the deadline came first, so that nobody's act counts. */
  readonly isByTime?: (sandbox: Sandbox, card: Message) => boolean;
  /** Whether it is decided; by default once the request is reported. */
  readonly isOver?: (sandbox: Sandbox, card: Message) => boolean;
  /** Anything else wrong with its end. */
  readonly faults?: (sandbox: Sandbox, card: Message) => readonly string[];
}

export interface Ran {
  /** Whether the deadline came first. */
  readonly isByTime: boolean;
  readonly racers: number;
  readonly violations: readonly Violation[];
}

/** Everyone in the sandbox's Slack who may take part in a decision. */
const EVERYBODY = [people.approver, people.groupApprover, people.requester] as const;

/** Runs a race on a new card, for the nth `turn`, to its decision and its end. */
export async function run(sandbox: Sandbox, race: Race, turn = 0): Promise<Ran> {
  const card = await ask(sandbox, { eventIds: race.events ?? '41231' });
  const told = () =>
    EVERYBODY.reduce((sum, id) => {
      const { ephemerals, notices } = sandbox.slack.client;
      // If the app's message was not in time, Slack shows its own error.
      return sum + ephemerals(id).length + notices(id).length;
    }, 0);
  const before = told();
  const racers = await race.start(sandbox, card, turn);
  const ends = await Promise.all(racers);
  const formErrors = ends.filter((end) => end === 'told at the form').length;
  await sandbox.lambda.idle();
  const isDecided = race.isOver ?? isOver;
  await passTime(sandbox, () => isDecided(sandbox, card), { stepMs: HOUR_MS, steps: 800 });

  const last = now(sandbox, card);
  const state = String(stateOf(last));
  const broken: { promise: Violation['promise']; what: string }[] = [];
  const calls = initCallsSince(sandbox, card).filter(({ acted }) => acted);
  const twice = calls.length - new Set(calls.map(({ body }) => JSON.stringify(body))).size;
  if (twice > 0) broken.push({ promise: 'sentTwice', what: `${twice} calls too many` });
  if (!race.states.includes(state))
    broken.push({ promise: 'untrue', what: `it ended as ${state}` });
  const isUnsent = ['rejected', 'cancelled', 'expired', 'not_sent'].includes(state);
  if (isUnsent && calls.length > 0) broken.push({ promise: 'untrue', what: `${state}, and sent` });
  if (state === 'accepted' && calls.length === 0)
    broken.push({ promise: 'untrue', what: 'accepted, and not sent' });
  if (hasButtons(last) && ['waiting', 'sending'].includes(state))
    broken.push({ promise: 'lost', what: 'the card stays open' });
  const decided = linesOf(sandbox, card).filter((line) =>
    /^(Approved|Rejected|Cancelled|Expired|This request expired)/.test(line),
  );
  if (decided.length > 1)
    broken.push({ promise: 'untrue', what: `decided ${decided.length} times` });
  for (const what of race.faults?.(sandbox, last) ?? []) broken.push({ promise: 'untrue', what });
  // One act counts, or none if the deadline came first; everybody else is told.
  const isByTime = race.isByTime?.(sandbox, last) ?? false;
  const untold = racers.length - (isByTime ? 0 : 1) - (told() - before) - formErrors;
  if (untold > 0) broken.push({ promise: 'lost', what: `${untold} of ${racers.length} not told` });
  return {
    isByTime,
    racers: racers.length,
    violations: broken.map(({ promise, what }) => ({
      promise,
      what: `${race.name}: ${what}`,
      reproduce: `the race "${race.name}", reference ${String(factsOf(last).reference)}`,
    })),
  };
}

function isOver(sandbox: Sandbox, card: Message): boolean {
  return executionOf(sandbox, card).status !== 'RUNNING' || isReported(sandbox, now(sandbox, card));
}
