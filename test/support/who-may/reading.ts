import { people } from '@doo-repush/sandbox/slack/workspace/people';
import type { Lab } from '../hostile/lab.ts';
import { commandBody } from '../raw-delivery.ts';
import { ask, press } from '../requests.ts';
import type { Action } from './action.ts';
import type { ActorName } from './actors.ts';
import { cardIn, clickAs } from './decisions.ts';

const MEMBERS: readonly ActorName[] = ['requester', 'approver', 'groupApprover', 'both', 'member'];

const before = new WeakMap<Lab, number>();
const readingsOf = ({ sandbox }: Lab) => sandbox.hosts.worker.stats().invocations;
const formsOf = ({ sandbox }: Lab) =>
  sandbox.slack.calls.filter(({ method, args }) => method === 'views.open' && args.view !== null)
    .length;

/** A command that `worker` answers from the ledger; unauthorized people get a response without it. */
function reading(words: string, text: string): Action {
  return {
    words,
    may: MEMBERS,
    prepare: (lab) => lab.card(),
    async atTheDoor(lab, { userId }) {
      before.set(lab, readingsOf(lab));
      await lab.send(commandBody({ text, user_id: userId }));
    },
    isDone: (lab) => readingsOf(lab) > (before.get(lab) ?? 0),
  };
}

/** Reading past requests. */
export const readings: readonly Action[] = [
  reading('look requests up', 'history'),
  reading('export the ledger', 'export'),
  {
    words: 'open the form of a finished request again',
    may: MEMBERS,
    async prepare({ sandbox }) {
      return press(sandbox, people.requester, await ask(sandbox), 'cancel');
    },
    async atTheDoor(lab, actor, card) {
      before.set(lab, formsOf(lab));
      await clickAs(lab, actor, cardIn(card), 'again');
    },
    // The recorded click, by another member, has opened one.
    isDone: (lab) => formsOf(lab) > (before.get(lab) ?? 0) + 1,
  },
];
