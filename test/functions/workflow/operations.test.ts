import { dooFailure } from '@doo-repush/core/doo/failure';
import { MAX_EVENTS, MAX_TARGETS } from '@doo-repush/core/repush/limits';
import type { Order } from '@doo-repush/core/repush/order';
import { nextMove, SEND_WINDOW_MS } from '@doo-repush/core/repush/retry-policy';
import { MAX_OPERATIONS, operationsOfSending } from '@doo-repush/functions/workflow/operations';
import { describe, expect, it } from 'vitest';
import { createWorld } from '../../support/states/world.ts';
import type { World } from '../../support/states/world-parts.ts';

const DAY_MS = 24 * 3_600_000;
/** The upper limit of APPROVAL_TIMEOUT_HOURS. */
const LONGEST_APPROVAL_MS = 14 * DAY_MS;

/** The trouble of a story, each kind as often as possible. */
interface Trouble {
  readonly targets: number;
  /** Failed attempts of each write to Slack before one succeeds; if absent, all fail. */
  readonly failures: number;
  /** Whether they fail from the card on, or from the approval on. */
  readonly since: 'card' | 'approval';
  /** Decisions that do not count before the one that does. */
  readonly refused: number;
  /** Webhooks per minute, which makes each target wait for its turn. */
  readonly rate?: number;
  readonly order?: Order;
}

/** Clicks that do not count before somebody lets the rest follow the first target. */
const FUTILE_ANSWERS = 18;

const approval = JSON.stringify({ v: 1, decision: 'approved', by: 'U0ADA' });
const nobodys = (proposal: object) => JSON.stringify({ v: 1, by: 'U0MALLORY', ...proposal });

/** Plays a request's whole story with every possible round. */
async function playWorst({
  targets,
  failures,
  since,
  refused,
  rate,
  order,
}: Trouble): Promise<World> {
  const configurations = targets > MAX_EVENTS ? targets / MAX_EVENTS : 1;
  const world = createWorld(targets / configurations, configurations, LONGEST_APPROVAL_MS, rate, {
    remindAfterMs: 3_600_000,
    ...(order !== undefined && { order }),
  });
  const { execution, directory, slack, doo, clock } = world;
  let decisions = 0;
  let failed = 0;
  const isAway = () => {
    failed = failed < failures ? failed + 1 : 0;
    return failed > 0;
  };
  const hasBegun = () => (since === 'card' ? slack.cards.length > 0 : decisions > refused);
  slack.isAway = () => hasBegun() && isAway();
  for (let target = 1; target <= targets; target++) {
    const isLost = target % 2 === 1 && !(target === 1 && order === 'one_first');
    doo.next.push('unreachable', 'unreachable', 'busy', isLost ? 'is lost' : 'accepts');
  }
  const complete = () => {
    const open = execution.openCallback();
    if (open === undefined) return false;
    directory.isAway = true;
    if (open.name === `stop ${FUTILE_ANSWERS}` && order === 'one_first') {
      directory.isAway = false;
      const yes = { about: 'arrival', said: 'first arrived', by: 'U0ADA' } as const;
      world.model.proposedAnswer = yes;
      return execution.complete(open.callbackId, '{"v":1,"first":"arrived","by":"U0ADA"}');
    }
    if (open.name.startsWith('stop'))
      return execution.complete(open.callbackId, nobodys({ stop: true }));
    if (!open.name.startsWith('decision'))
      return execution.complete(open.callbackId, nobodys({ arrival: 'not_yet' }));
    decisions += 1;
    if (decisions <= refused)
      return execution.complete(open.callbackId, nobodys({ decision: 'approved' }));
    directory.isAway = false;
    return execution.complete(open.callbackId, approval);
  };
  for (;;) {
    doo.duringCall = complete;
    await execution.settle();
    if (execution.end.status !== 'RUNNING') return world;
    if (complete()) continue;
    clock.nowMs = Math.max(clock.nowMs, execution.nextDueMs() ?? Number.POSITIVE_INFINITY);
  }
}

/** The shortest wait before the given attempt of a call. */
function shortestWaitMs(attempt: number): number {
  const waits = (['unreachable', 'rate_limited'] as const).flatMap((code) => {
    const failure = dooFailure(code);
    const move = nextMove({ attempt, failure, nowMs: 0, sinceMs: 0, random: 0 });
    return move.kind === 'again' ? [move.waitMs] : [];
  });
  return Math.min(...waits);
}

/** The most retries that fit into the window for this many targets. */
function mostRetries(targets: number): number {
  let leftMs = SEND_WINDOW_MS;
  for (let attempt = 1, retries = 0; ; attempt++) {
    const waitMs = Math.max(1_000, shortestWaitMs(attempt));
    const more = Math.min(targets, Math.ceil(leftMs / waitMs));
    retries += more;
    leftMs -= more * waitMs;
    if (leftMs <= 0) return retries;
  }
}

describe('the operations of an execution, as AWS counts them', () => {
  it.each<Trouble>([
    { targets: MAX_TARGETS, failures: 3, since: 'card', refused: 20 },
    { targets: MAX_TARGETS, failures: Number.POSITIVE_INFINITY, since: 'approval', refused: 0 },
    { targets: MAX_TARGETS, failures: 3, since: 'card', refused: 20, rate: 1 },
    { targets: MAX_TARGETS, failures: 3, since: 'card', refused: 16, order: 'one_first' },
    { targets: 1, failures: 5, since: 'card', refused: 40 },
  ])(
    'stay below 3,000 in the worst story: %o',
    async (trouble) => {
      const { execution, doo } = await playWorst(trouble);
      expect(execution.end.status).toBe('SUCCEEDED');
      expect(doo.calls.length).toBeGreaterThanOrEqual(trouble.targets);
      expect(execution.countOperations()).toBeGreaterThan(MAX_OPERATIONS / 4);
      expect(execution.countOperations()).toBeLessThan(MAX_OPERATIONS);
    },
    120_000,
  );

  it('leave enough to close a request that has no room for another decision', async () => {
    const trouble = { targets: 1, failures: 5, since: 'card', refused: 99 } as const;
    const { execution, slack, doo } = await playWorst(trouble);
    expect(doo.calls).toEqual([]);
    expect(slack.cards.map(({ card }) => card.state)).toMatchObject([
      { kind: 'expired', reason: 'too_many_refusals' },
    ]);
    expect(execution.countOperations()).toBeLessThan(MAX_OPERATIONS);
  }, 120_000);

  it.each([1, 2, 10, MAX_EVENTS, MAX_TARGETS])(
    'are reserved for every possible call for %i targets',
    (targets) => {
      const [call, turn, retry] = [1, 4, 2];
      const most = targets * (call + turn) + mostRetries(targets) * retry;
      expect(operationsOfSending(targets)).toBeGreaterThan(most);
      expect(operationsOfSending(targets)).toBeLessThan(MAX_OPERATIONS * 0.55);
    },
  );
});
