import { click } from '@doo-repush/sandbox/driver';
import { findElement } from '@doo-repush/sandbox/slack/blocks/parts';
import type { Message } from '@doo-repush/sandbox/slack/workspace/model';
import { callbackOf, completeCallback } from '../callbacks.ts';
import type { Lab } from '../hostile/lab.ts';
import { ask, initCallsSince, now, passTime, press, stateOf } from '../requests.ts';
import type { Action } from './action.ts';
import { type Actor, approverOf } from './actors.ts';
import { cardIn, clickAs } from './decisions.ts';

function asks(card: Message): boolean {
  return findElement(card.blocks ?? [], 'first_arrived') !== undefined;
}

async function askedAboutFirst({ sandbox }: Lab, actor: Actor): Promise<Message> {
  const order = { eventIds: '41231 41232', order: 'one_first' };
  const waiting = await ask(sandbox, order, actor.requesterId);
  await press(sandbox, approverOf(actor), waiting, 'approve');
  await passTime(sandbox, () => asks(now(sandbox, waiting)));
  await sandbox.lambda.idle();
  return now(sandbox, waiting);
}

/** Where the answer did not count, an approver ends the request, so that none stays open. */
async function endOf({ sandbox }: Lab, actor: Actor, card: Message): Promise<void> {
  await sandbox.lambda.idle();
  const left = now(sandbox, card);
  if (asks(left)) await click(sandbox, approverOf(actor), left, 'first_not_arrived');
  const isSent = () => stateOf(now(sandbox, card)) !== 'sending';
  await passTime(sandbox, isSent, { stepMs: 1_000 });
}

/** The answer that lets the rest of a request follow its first target. */
export const oneFirst: Action = {
  words: 'let the rest follow the first target',
  may: ['requester', 'approver', 'groupApprover', 'both'],
  prepare: askedAboutFirst,
  async atTheDoor(lab, actor, card) {
    await clickAs(lab, actor, cardIn(card), 'first_arrived');
    await endOf(lab, actor, cardIn(card));
  },
  async pastTheDoor(lab, actor, card) {
    const result = JSON.stringify({ v: 1, first: 'arrived', by: actor.userId });
    await completeCallback(lab.sandbox, callbackOf(cardIn(card), 'first_arrived'), result);
    await endOf(lab, actor, cardIn(card));
  },
  isDone: ({ sandbox }, _actor, card) => initCallsSince(sandbox, cardIn(card)).length > 1,
};
