import type { DurableContext } from '@aws/durable-execution-sdk-js';
import type { Configuration, ConfigurationList } from '@doo-repush/core/doo/configurations';
import { endingIn } from '@doo-repush/core/doo/deadline';
import type { CardState } from '@doo-repush/functions/model/request-state';
import type { DooAccess } from '@doo-repush/functions/runtime/doo-access';
import { createLog } from '@doo-repush/functions/runtime/log';
import { createKept } from '@doo-repush/functions/runtime/ttl-cache';
import { runRepush } from '@doo-repush/functions/workflow/run';
import { ordersRequest } from '../any-request.ts';
import { createFakeChannel, type FakeChannel } from '../states/fake-channel.ts';
import { createFakeDoo, type FakeDoo } from '../states/fake-doo.ts';
import { ADA, type Directory, MALLORY, MAY, REQUESTER } from '../states/model.ts';
import { peopleOf } from '../states/world.ts';
import { type AwsRun, runUnderAws } from './aws-runner.ts';

/** One request under AWS's own runner, with a scripted channel, doo and directory. */
export interface RepushRun extends AwsRun {
  readonly slack: FakeChannel;
  readonly doo: FakeDoo;
  /** Runs `act` during the next call to doo, which completes only after it. */
  duringCall(act: () => Promise<void>): void;
  /** The states that the card showed, in order. */
  readonly shown: readonly CardState['kind'][];
}

export interface RepushOrder {
  readonly eventIds?: readonly string[];
  readonly approvalTimeoutMs?: number;
  /** doo's responses to successive calls; afterwards it accepts. */
  readonly answers?: FakeDoo['next'];
}

const DAY_MS = 24 * 3_600_000;

/** A ledger that cannot be read: what it says about earlier requests is best effort. */
async function unreadable(): Promise<never> {
  throw new Error('the ledger cannot be read');
}

export function startRepush({
  eventIds = ['41231'],
  approvalTimeoutMs = DAY_MS,
  answers = [],
}: RepushOrder = {}): RepushRun {
  const request = ordersRequest({ eventIds });
  const directory: Directory = {
    approvers: new Set([ADA, MAY]),
    members: new Set([REQUESTER, ADA, MAY, MALLORY]),
    isAway: false,
  };
  const shown: CardState['kind'][] = [];
  const slack = createFakeChannel(({ state }) => shown.push(state.kind), Date.now);
  const doo = createFakeDoo(request.organizationId, ['c0ffee'], Date.now);
  doo.next.push(...answers);
  let meanwhile: () => Promise<void> = async () => undefined;
  const access: DooAccess = {
    ...doo.access,
    async clientOf(organization) {
      const client = await doo.access.clientOf(organization);
      return {
        ...client,
        async init(...args) {
          const act = meanwhile;
          meanwhile = async () => undefined;
          await act();
          return client.init(...args);
        },
      };
    },
  };
  const now = () => Date.now();
  const workflow = (event: unknown, context: DurableContext) =>
    runRepush(event, context, {
      executionArn: context.executionContext.durableExecutionArn,
      approvalTimeoutMs,
      waiting: { timeoutMs: approvalTimeoutMs },
      approvers: [],
      maxOpenRequests: 10,
      approverMention: undefined,
      channelId: 'C0CHANNEL',
      channel: async () => slack.channel,
      hastyChannel: async () => slack.channel,
      people: async () => peopleOf(directory),
      access,
      ledger: unreadable,
      configurations: createKept<Configuration>(60_000, now),
      begunLists: createKept<ConfigurationList>(60_000, now),
      timeout: endingIn,
      timeZone: 'Europe/Berlin',
      now,
      random: () => 0.5,
      log: createLog(() => undefined, now),
    });
  const input = { v: 1, viewId: 'V1', requesterId: REQUESTER, request };
  return {
    slack,
    doo,
    shown,
    duringCall: (act) => {
      meanwhile = act;
    },
    ...runUnderAws(workflow, input),
  };
}
