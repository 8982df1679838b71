import { click, submit } from '@doo-repush/sandbox/driver';
import type { Message } from '@doo-repush/sandbox/slack/workspace/model';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { factsOf } from '../../support/requests.ts';
import type { Lab, Seen } from './lab.ts';
import { toCrm } from './order.ts';
import {
  approve,
  ask,
  DAY_MS,
  type Decide,
  decide,
  hasDecisionInHand,
  hasEnded,
  insist,
  rest,
  type Story,
} from './story.ts';
import { hasButton, type Watch } from './watch.ts';

const ORDER = toCrm('41231');
const SENT = ['requested', 'approved', 'outcomes 1'];

/** What a story does once its request has been reported. */
interface FollowUp {
  readonly name: string;
  readonly end: string;
  readonly marks: readonly string[];
  readonly facts: Readonly<Record<string, string>>;
  readonly approve: Decide;
  /** Whether people are asked. */
  readonly isAsked: (lab: Lab, seen: Watch) => boolean;
  readonly answer: (lab: Lab, seen: Watch) => Promise<unknown>;
  /** The plain run's last call before it. */
  readonly begins: (call: Seen) => boolean;
}

function followedUp(followUp: FollowUp): Story {
  const { name, end, facts, isAsked, answer, begins } = followUp;
  return {
    name,
    end,
    facts,
    marks: [...SENT, ...followUp.marks],
    order: ORDER,
    mayAlsoEnd: [],
    own: (calls) => calls.slice(calls.findIndex(begins) + 1),
    async play(lab, seen) {
      const asked = await ask(lab, seen, ORDER, 'again');
      const isNowAsked = () => isAsked(lab, seen);
      const decided = await decide(lab, seen, followUp.approve, isNowAsked);
      await lab.sandbox.doo.faults.clear();
      const isOver = () => !isNowAsked() || hasEnded(seen);
      const isTaken = () => isOver() || hasDecisionInHand(seen);
      const act = () => answer(lab, seen);
      const answered = isOver() ? [] : await insist(lab, seen, 'answering', act, isOver, isTaken);
      await rest(lab, () => hasEnded(seen), 30 * DAY_MS);
      return [...asked, ...decided, ...answered];
    },
  };
}

const lastCard = (seen: Watch): Message | undefined => seen.cards().at(-1);
const fact = (seen: Watch, name: string) => {
  const card = lastCard(seen);
  return card && factsOf(card)[name];
};

/** The card, while it asks whether the webhooks arrived. */
function askingCard(seen: Watch): Message | undefined {
  const card = lastCard(seen);
  return card && hasButton(card, 'arrived') ? card : undefined;
}

/** What came of the call is not known: doo acted, and said that it failed. */
const approveIntoUnknown: Decide = async (lab, card) => {
  await lab.sandbox.doo.faults.set('init', { kind: 'status_500', acts: true }, { calls: 1 });
  return approve(lab, card);
};

async function resolve({ sandbox }: Lab, seen: Watch): Promise<unknown> {
  const card = lastCard(seen);
  if (card === undefined || !hasButton(card, 'doo_started')) return '';
  await click(sandbox, people.approver, card, 'doo_started');
  const { client } = sandbox.slack;
  const view = client.openView(people.approver);
  if (view === undefined) return '';
  const field = { blockId: 'reason', actionId: 'reason' };
  await client.fill(people.approver, view.view.id, field, 'Seen in the log');
  const { outcome, errors } = await submit(sandbox, people.approver);
  return outcome === 'closed' ? '' : `The form stayed open (${outcome}): ${JSON.stringify(errors)}`;
}

const after =
  (step: string) =>
  ({ detail }: Seen) =>
    detail.includes(`${step} SUCCEED`);

/** What people say of a request after its report. */
export const FOLLOW_UP_STORIES: readonly Story[] = [
  followedUp({
    name: 'arrived',
    end: 'accepted',
    marks: ['arrival asked', 'arrived 2'],
    facts: { arrival: 'arrived', arrival_by: people.requester },
    approve,
    isAsked: (_lab, seen) => askingCard(seen) !== undefined,
    async answer(lab, seen) {
      const card = askingCard(seen);
      return card && click(lab.sandbox, people.requester, card, 'arrived');
    },
    begins: after('show follow-up 1'),
  }),
  followedUp({
    name: 'resolved',
    end: 'unknown',
    marks: ['started 1'],
    facts: { resolution: 'started', resolution_by: people.approver },
    approve: approveIntoUnknown,
    isAsked: (_lab, seen) => fact(seen, 'resolution') === 'open',
    answer: resolve,
    begins: after('line outcomes 1, patiently'),
  }),
];
