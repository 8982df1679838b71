import { objectsIn } from '@doo-repush/sandbox/slack/json';
import type { Message } from '@doo-repush/sandbox/slack/workspace/model';
import { callbackOf, completeCallback } from '../callbacks.ts';
import { asObject, type Lab } from '../hostile/lab.ts';
import { ask, now, stateOf } from '../requests.ts';
import type { Action } from './action.ts';
import type { Actor } from './actors.ts';

const WAITS = new Set(['waiting']);

/** A click by the actor, even if Slack's client would not allow it. */
export function clickAs(lab: Lab, { userId }: Pick<Actor, 'userId'>, card: Message, id: string) {
  return lab.click(card, id, (payload) => ({
    ...payload,
    user: { ...asObject(payload.user), id: userId },
  }));
}

/** A rejection by the actor with a form, even if the actor cannot open it. */
export function rejectAs(lab: Lab, { userId }: Pick<Actor, 'userId'>, card: Message) {
  const context = JSON.stringify({ v: 1, b: buttonOf(card), t: card.ts });
  return lab.rejectForm((payload) => ({
    ...payload,
    user: { ...asObject(payload.user), id: userId },
    view: { ...asObject(payload.view), private_metadata: context },
  }));
}

function decision(
  words: string,
  may: Action['may'],
  actionId: 'approve' | 'cancel',
  kind: 'approved' | 'cancelled',
): Action {
  return {
    words,
    may,
    prepare: (lab, { requesterId }) => ask(lab.sandbox, {}, requesterId),
    atTheDoor: (lab, actor, card) => clickAs(lab, actor, cardIn(card), actionId),
    pastTheDoor: ({ sandbox }, { userId }, card) =>
      completeCallback(
        sandbox,
        callbackOf(cardIn(card)),
        JSON.stringify({ v: 1, decision: kind, by: userId }),
      ),
    isDone: (lab, _actor, card) => !WAITS.has(stateOf(now(lab.sandbox, cardIn(card))) ?? ''),
  };
}

const APPROVERS = ['approver', 'groupApprover'] as const;

/** Decisions on a pending card. */
export const decisions: readonly Action[] = [
  decision('approve a request', APPROVERS, 'approve', 'approved'),
  {
    ...decision('reject a request', APPROVERS, 'approve', 'approved'),
    atTheDoor: (lab, actor, card) => rejectAs(lab, actor, cardIn(card)),
    pastTheDoor: ({ sandbox }, { userId }, card) =>
      completeCallback(
        sandbox,
        callbackOf(cardIn(card)),
        JSON.stringify({ v: 1, decision: 'rejected', by: userId, reason: 'Not now' }),
      ),
  },
  decision('cancel a request', ['requester', 'both'], 'cancel', 'cancelled'),
];

/** The card that was prepared for an action. */
export function cardIn(card: Message | undefined): Message {
  if (card === undefined) throw new Error('The action was not prepared');
  return card;
}

function buttonOf(card: Message): string {
  const elements = objectsIn(card.blocks).flatMap((block) => objectsIn(block.elements));
  return String(elements.find(({ action_id: id }) => id === 'reject')?.value);
}
