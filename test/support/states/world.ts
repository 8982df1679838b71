import type { Configuration, ConfigurationList } from '@doo-repush/core/doo/configurations';
import { endingIn } from '@doo-repush/core/doo/deadline';
import type { Order } from '@doo-repush/core/repush/order';
import type { Standing } from '@doo-repush/core/repush/permissions';
import type { WaitingRules } from '@doo-repush/core/repush/waiting';
import type { Card } from '@doo-repush/functions/model/card';
import { createLog } from '@doo-repush/functions/runtime/log';
import { createKept } from '@doo-repush/functions/runtime/ttl-cache';
import type { People } from '@doo-repush/functions/slack-api/directory';
import { runRepush } from '@doo-repush/functions/workflow/run';
import { ordersRequest } from '../any-request.ts';
import { createMemoryExecution, type VirtualClock } from './durable-memory.ts';
import { createFakeChannel } from './fake-channel.ts';
import { createFakeDoo } from './fake-doo.ts';
import { createFakeLedger } from './fake-ledger.ts';
import { ADA, askedAbout, type Directory, MALLORY, MAY, MOST_OPEN, REQUESTER } from './model.ts';
import { untruthOf } from './truth.ts';
import type { World } from './world-parts.ts';

const START_MS = Date.UTC(2026, 10, 25);
const HOUR_MS = 3_600_000;
export const APPROVAL_TIMEOUT_MS = 24 * HOUR_MS;
const ARN =
  'arn:aws:lambda:eu-central-1:000000000000:function:repush:live/durable-execution/x-V1/1';

/** @param configurations several stand for a request for all configurations */
export function createWorld(
  targets: number,
  configurations = 1,
  approvalTimeoutMs = APPROVAL_TIMEOUT_MS,
  maxRatePerMin?: number,
  { order, ...reminding }: Pick<WaitingRules, 'remindAfterMs'> & { readonly order?: Order } = {},
): World {
  const clock: VirtualClock = { nowMs: START_MS };
  const eventIds = Array.from({ length: targets }, (_, index) => String(41_231 + index));
  const configurationIds = ['c0ffee', 'c1', 'c2'].slice(0, configurations);
  const all = { configuration: { kind: 'all' } };
  const request = ordersRequest({
    eventIds,
    ...(configurations > 1 && all),
    ...(maxRatePerMin !== undefined && { maxRatePerMin }),
    ...(order !== undefined && { order }),
  });
  const asked = { eventIds, organizationId: request.organizationId };
  const ledger = createFakeLedger(asked, START_MS, () => slack.cards.length > 0);
  const directory: Directory = {
    approvers: new Set([ADA, MAY]),
    members: new Set([REQUESTER, ADA, MAY, MALLORY]),
    isAway: false,
  };
  const untruths: string[] = [];
  const doo = createFakeDoo(request.organizationId, configurationIds, () => clock.nowMs);
  const slack = createFakeChannel(
    (card: Card) => {
      const untruth = untruthOf(card, world);
      if (untruth !== undefined) untruths.push(untruth);
    },
    () => clock.nowMs,
  );
  const deps = {
    executionArn: ARN,
    approvalTimeoutMs,
    waiting: { timeoutMs: approvalTimeoutMs, ...reminding },
    approvers: [ADA, REQUESTER],
    maxOpenRequests: MOST_OPEN,
    approverMention: undefined,
    channelId: 'C0CHANNEL',
    channel: async () => slack.channel,
    hastyChannel: async () => slack.channel,
    people: async () =>
      peopleOf(directory, (userId) => {
        const isYes = askedAbout(world.model, directory, userId);
        if (isYes) doo.reading = 'none';
      }),
    access: doo.access,
    ledger: ledger.source,
    configurations: createKept<Configuration>(60_000, () => clock.nowMs),
    begunLists: createKept<ConfigurationList>(60_000, () => clock.nowMs),
    timeout: endingIn,
    timeZone: 'Europe/Berlin',
    now: () => clock.nowMs,
    random: () => 0.5,
    log: createLog(
      () => undefined,
      () => clock.nowMs,
    ),
  };
  const input = { v: 1, viewId: 'V1', requesterId: REQUESTER, request };
  const world: World = {
    clock,
    slack,
    doo,
    ledger,
    directory,
    eventIds,
    configurationIds,
    maxRatePerMin,
    order,
    untruths,
    execution: createMemoryExecution(clock, (context) => runRepush(input, context, deps)),
    model: {
      expiresAtMs: START_MS + approvalTimeoutMs,
      counted: undefined,
      refused: 0,
      isRivalKnown: false,
      callsAtStop: undefined,
      proposedAnswer: undefined,
      answers: new Set(),
    },
  };
  return world;
}

/** Authorization according to `directory` at the moment of each question. */
export function peopleOf(
  { approvers, members, isAway }: Directory,
  onAsked: (userId: string) => void = () => undefined,
): People {
  const has = (set: ReadonlySet<string>, userId: string) => set.has(userId);
  return {
    standing: async (userId): Promise<Standing> => {
      onAsked(userId);
      if (isAway) return 'unverifiable';
      return has(members, userId) ? 'member' : 'deactivated';
    },
    isApprover: async (userId) => (isAway ? undefined : has(approvers, userId)),
    isRequester: async () => (isAway ? undefined : true),
    channelTrouble: () => undefined,
    approverIds: async () => (isAway ? undefined : [...approvers]),
  };
}

/** Longer than everything that follows immediately by itself: retries of a step, pauses between calls. */
const AT_ONCE_MS = 2 * 60_000;
const MOST_HOPS = 400;

/** Lets everything happen that falls due within two minutes, repeatedly. */
export async function settle({ execution, clock }: World): Promise<void> {
  await execution.settle();
  for (let hop = 0; hop < MOST_HOPS; hop++) {
    const dueMs = execution.nextDueMs();
    if (dueMs === undefined || dueMs > clock.nowMs + AT_ONCE_MS) return;
    clock.nowMs = Math.max(clock.nowMs, dueMs);
    await execution.settle();
  }
}

/** Lets time pass; everything that falls due happens at its time. */
export async function pass(world: World, ms: number): Promise<void> {
  const { execution, clock } = world;
  const endMs = clock.nowMs + ms;
  await execution.settle();
  for (let dueMs = execution.nextDueMs(); dueMs !== undefined && dueMs <= endMs; ) {
    clock.nowMs = Math.max(clock.nowMs, dueMs);
    await execution.settle();
    dueMs = execution.nextDueMs();
  }
  clock.nowMs = Math.max(clock.nowMs, endMs);
  await settle(world);
}
