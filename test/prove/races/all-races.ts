import { click, submit } from '@doo-repush/sandbox/driver';
import type { Sandbox } from '@doo-repush/sandbox/sandbox';
import type { Message } from '@doo-repush/sandbox/slack/workspace/model';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { executionOf, fillReason, HOUR_MS, linesOf, now, stateOf } from '../../support/requests.ts';
import { FOLLOW_UP_RACES } from './follow-up-races.ts';
import { meetTime } from './meet-time.ts';
import type { Race } from './race.ts';
import { stopOnAws } from './stop-on-aws.ts';

const approves = (userId: string) => (sandbox: Sandbox, card: Message) =>
  click(sandbox, userId, card, 'approve');

async function rejectionOf(sandbox: Sandbox, card: Message): Promise<() => Promise<unknown>> {
  await click(sandbox, people.groupApprover, card, 'reject');
  await fillReason(sandbox, people.groupApprover, 'Not this week');
  return async () => {
    const { outcome } = await submit(sandbox, people.groupApprover);
    return outcome === 'closed' ? outcome : 'told at the form';
  };
}

/** This many approvals over as many connections, each a separate click. */
async function storm(
  sandbox: Sandbox,
  card: Message,
  clicks: number,
  connections: number,
): Promise<readonly Promise<unknown>[]> {
  const all: Promise<unknown>[] = [];
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (all.length < clicks) {
        const clicked = approves(people.approver)(sandbox, card);
        all.push(clicked);
        await clicked;
      }
    }),
  );
  return all;
}

export const RACES: readonly Race[] = [
  ...FOLLOW_UP_RACES,
  stopOnAws,
  {
    name: 'two approvers',
    states: ['accepted'],
    start: async (sandbox, card) =>
      [people.approver, people.groupApprover].map((id) => approves(id)(sandbox, card)),
  },
  {
    name: 'approve against reject',
    states: ['accepted', 'rejected'],
    async start(sandbox, card) {
      const reject = await rejectionOf(sandbox, card);
      return [reject(), approves(people.approver)(sandbox, card)];
    },
  },
  {
    name: 'approve against cancel',
    states: ['accepted', 'cancelled'],
    start: async (sandbox, card) => [
      click(sandbox, people.requester, card, 'cancel'),
      approves(people.approver)(sandbox, card),
    ],
  },
  {
    name: 'everybody at once',
    states: ['accepted', 'cancelled', 'rejected'],
    async start(sandbox, card) {
      const reject = await rejectionOf(sandbox, card);
      return [
        approves(people.groupApprover)(sandbox, card),
        click(sandbox, people.requester, card, 'cancel'),
        reject(),
        approves(people.approver)(sandbox, card),
        approves(people.requester)(sandbox, card),
      ];
    },
  },
  {
    name: 'approve against expiry',
    states: ['accepted', 'expired'],
    start: (sandbox, card, turn) =>
      meetTime(sandbox, 24 * HOUR_MS, turn, () => approves(people.approver)(sandbox, card)),
    // A line names the person of an approval that was accepted but judged too late.
    isByTime: (sandbox, card) =>
      stateOf(now(sandbox, card)) === 'expired' &&
      !linesOf(sandbox, card).some((line) => line.includes(`<@${people.approver}>`)),
  },
  {
    name: 'stop against the end of sending',
    events: '41231 41232 41233',
    states: ['accepted', 'partly_accepted', 'not_sent'],
    async start(sandbox, card) {
      await click(sandbox, people.approver, card, 'approve');
      for (let turn = 0; turn < 400; turn++) {
        const seen = now(sandbox, card);
        if (JSON.stringify(seen.blocks).includes('"action_id":"stop"'))
          return [click(sandbox, people.requester, seen, 'stop')];
        if (executionOf(sandbox, card).status !== 'RUNNING') break;
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
      return [Promise.resolve('too late to be seen')];
    },
  },
];

export const STORM: Race = {
  name: '500 approvals over 20 connections',
  states: ['accepted'],
  start: (sandbox, card) => storm(sandbox, card, 500, 20),
};
