import { click } from '@doo-repush/sandbox/driver';
import { objectsIn } from '@doo-repush/sandbox/slack/json';
import type { Message } from '@doo-repush/sandbox/slack/workspace/model';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { answerAll, whileSending } from '../being-sent.ts';
import { callbackOf, completeCallback } from '../callbacks.ts';
import type { Lab } from '../hostile/lab.ts';
import { changedInteraction, interactionBody } from '../raw-delivery.ts';
import { ask, factsOf, now, passTime, press, stateOf } from '../requests.ts';
import type { Action } from './action.ts';
import { type Actor, approverOf } from './actors.ts';
import { cardIn, clickAs } from './decisions.ts';
import { oneFirst } from './one-first.ts';

const fact = (lab: Lab, card: Message | undefined, name: string) =>
  factsOf(now(lab.sandbox, cardIn(card)))[name];

async function unknownOutcome({ sandbox }: Lab, actor: Actor): Promise<Message> {
  const waiting = await ask(sandbox, {}, actor.requesterId);
  await sandbox.doo.faults.set('init', { kind: 'status_500', acts: true }, { calls: 1 });
  await press(sandbox, approverOf(actor), waiting, 'approve');
  await passTime(sandbox, () => factsOf(now(sandbox, waiting)).resolution === 'open');
  return now(sandbox, waiting);
}

/** A card that asks about the arrival. */
async function askedWhetherArrived({ sandbox }: Lab, actor: Actor): Promise<Message> {
  const waiting = await ask(sandbox, {}, actor.requesterId);
  await press(sandbox, approverOf(actor), waiting, 'approve');
  await passTime(sandbox, () => factsOf(now(sandbox, waiting)).arrival === 'asked');
  return now(sandbox, waiting);
}

function buttonOf(card: Message, actionId: string): string {
  const elements = objectsIn(card.blocks).flatMap((block) => objectsIn(block.elements));
  return String(elements.find(({ action_id: id }) => id === actionId)?.value);
}

/** Lets doo respond until the request is sent or stopped. */
async function sendTheRest({ sandbox }: Lab, card: Message): Promise<void> {
  await answerAll(sandbox);
  const isSent = () => stateOf(now(sandbox, card)) !== 'sending';
  await passTime(sandbox, isSent, { stepMs: 1_000 });
}

const REQUESTER_AND_APPROVERS = ['requester', 'approver', 'groupApprover', 'both'] as const;

/** Actions during and after the sending of a request. */
export const afterwards: readonly Action[] = [
  {
    words: 'stop the rest of a request that is being sent',
    may: REQUESTER_AND_APPROVERS,
    prepare: ({ sandbox }) => whileSending(sandbox, 1),
    async atTheDoor(lab, { userId }, card) {
      const { sandbox } = lab;
      // The workflow is not idle while doo is processing a call, so the click is redelivered manually.
      const recorded = await click(sandbox, people.secondRequester, cardIn(card), 'stop');
      const body = changedInteraction(recorded.body, (payload) => ({
        ...payload,
        user: { id: userId, team_id: people.team },
      }));
      await sandbox.slack.client.redeliver({ ...recorded, body });
      await sendTheRest(lab, cardIn(card));
    },
    async pastTheDoor(lab, { userId }, card) {
      const { sandbox } = lab;
      const result = JSON.stringify({ v: 1, stop: true, by: userId });
      await completeCallback(sandbox, callbackOf(cardIn(card), 'stop'), result);
      await sendTheRest(lab, cardIn(card));
    },
    isDone: (lab, _actor, card) => fact(lab, card, 'stopped_by') !== undefined,
  },
  oneFirst,
  {
    words: 'resolve an outcome that is unknown',
    may: ['approver', 'groupApprover'],
    prepare: unknownOutcome,
    atTheDoor: (lab, { userId }, card) =>
      lab.send(resolutionBody(userId, buttonOf(cardIn(card), 'doo_started'), cardIn(card).ts)),
    pastTheDoor: ({ sandbox }, { userId }, card) =>
      completeCallback(
        sandbox,
        callbackOf(cardIn(card), 'doo_started'),
        JSON.stringify({ v: 1, resolution: 'started', by: userId, reason: 'I saw it' }),
      ),
    isDone: (lab, _actor, card) => fact(lab, card, 'resolution') !== 'open',
  },
  {
    words: 'say that the webhooks arrived',
    may: REQUESTER_AND_APPROVERS,
    prepare: askedWhetherArrived,
    atTheDoor: (lab, actor, card) => clickAs(lab, actor, cardIn(card), 'arrived'),
    pastTheDoor: (lab, { userId }, card) =>
      completeCallback(
        lab.sandbox,
        callbackOf(cardIn(card), 'arrived'),
        JSON.stringify({ v: 1, arrival: 'arrived', by: userId }),
      ),
    isDone: (lab, _actor, card) => fact(lab, card, 'arrival') === 'arrived',
  },
];

function resolutionBody(userId: string, button: string, cardTs: string): string {
  return interactionBody({
    type: 'view_submission',
    team: { id: people.team },
    user: { id: userId, team_id: people.team },
    view: {
      id: 'V0RESOLVE1',
      type: 'modal',
      callback_id: 'resolution_form',
      private_metadata: JSON.stringify({ v: 1, b: button, t: cardTs, k: 'started' }),
      blocks: [],
      state: {
        values: { reason: { reason: { type: 'plain_text_input', value: 'I saw it' } } },
      },
    },
  });
}
