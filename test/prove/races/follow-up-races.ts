import { click, submit } from '@doo-repush/sandbox/driver';
import type { Sandbox } from '@doo-repush/sandbox/sandbox';
import type { Message } from '@doo-repush/sandbox/slack/workspace/model';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import {
  factsOf,
  fillReason,
  HOUR_MS,
  linesOf,
  now,
  passTime,
  press,
} from '../../support/requests.ts';
import { meetTime } from './meet-time.ts';
import type { Race } from './race.ts';

const WEEK_MS = 7 * 24 * HOUR_MS;

async function madeUnknown(sandbox: Sandbox, waiting: Message): Promise<Message> {
  await sandbox.doo.faults.set('init', { kind: 'status_500', acts: true }, { calls: 1 });
  await press(sandbox, people.approver, waiting, 'approve');
  await passTime(sandbox, () => factsOf(now(sandbox, waiting)).resolution === 'open');
  return now(sandbox, waiting);
}

/** A person's filled-in form, ready to be submitted when the race starts. */
async function resolutionOf(sandbox: Sandbox, userId: string, card: Message, actionId: string) {
  await click(sandbox, userId, card, actionId);
  await fillReason(sandbox, userId, 'Seen in the log');
  return async () => {
    const { outcome } = await submit(sandbox, userId);
    return outcome === 'closed' ? outcome : 'told at the form';
  };
}

async function asked(sandbox: Sandbox, waiting: Message): Promise<Message> {
  await press(sandbox, people.approver, waiting, 'approve');
  await passTime(sandbox, () => factsOf(now(sandbox, waiting)).arrival === 'asked');
  return now(sandbox, waiting);
}

/** Lines that close a question: there must be one for each. */
function closings(sandbox: Sandbox, card: Message, pattern: RegExp): readonly string[] {
  const found = linesOf(sandbox, card).filter((line) => pattern.test(line));
  return found.length === 1 ? [] : [`closed ${found.length} times: ${found.join(' | ')}`];
}

const fact = (sandbox: Sandbox, card: Message, name: string) =>
  String(factsOf(now(sandbox, card))[name]);

/** Simultaneous answers, and answers at the end of their time. */
export const FOLLOW_UP_RACES: readonly Race[] = [
  {
    name: 'two resolutions of the same unknown',
    states: ['unknown'],
    async start(sandbox, waiting) {
      const card = await madeUnknown(sandbox, waiting);
      const first = await resolutionOf(sandbox, people.approver, card, 'doo_started');
      const second = await resolutionOf(sandbox, people.groupApprover, card, 'doo_not_started');
      return [first(), second()];
    },
    isOver: (sandbox, card) => fact(sandbox, card, 'resolution') !== 'open',
    faults: (sandbox, card) => closings(sandbox, card, /^Confirmed .*: doo /),
  },
  {
    name: 'a resolution against the end of its time',
    states: ['unknown'],
    async start(sandbox, waiting, turn) {
      const card = await madeUnknown(sandbox, waiting);
      const resolve = await resolutionOf(sandbox, people.approver, card, 'doo_started');
      return meetTime(sandbox, WEEK_MS, turn, resolve);
    },
    isByTime: (sandbox, card) => fact(sandbox, card, 'resolution') === 'unresolved',
    isOver: (sandbox, card) => fact(sandbox, card, 'resolution') !== 'open',
    faults: (sandbox, card) =>
      closings(sandbox, card, /^(?:Confirmed .*: doo |No one confirmed by )/),
  },
  {
    name: 'arrived against not yet',
    states: ['accepted'],
    async start(sandbox, waiting) {
      const question = await asked(sandbox, waiting);
      return [
        click(sandbox, people.requester, question, 'arrived'),
        click(sandbox, people.groupApprover, question, 'not_yet'),
      ];
    },
    isOver: (sandbox, card) => fact(sandbox, card, 'arrival') !== 'asked',
    faults: (sandbox, card) => closings(sandbox, card, /^(?:Confirmed .*: they|Not arrived)/),
  },
  {
    name: 'arrived against the end of its time',
    states: ['accepted'],
    async start(sandbox, waiting, turn) {
      const question = await asked(sandbox, waiting);
      return meetTime(sandbox, WEEK_MS, turn, () =>
        click(sandbox, people.requester, question, 'arrived'),
      );
    },
    isByTime: (sandbox, card) => fact(sandbox, card, 'arrival') === 'not_confirmed',
    isOver: (sandbox, card) => fact(sandbox, card, 'arrival') !== 'asked',
    faults: (sandbox, card) =>
      closings(sandbox, card, /^(?:Confirmed .*: they|No one confirmed they)/),
  },
];
