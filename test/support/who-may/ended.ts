import type { Message } from '@doo-repush/sandbox/slack/workspace/model';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { callbackOf, completeCallback } from '../callbacks.ts';
import { endUnnoticed } from '../end-on-aws.ts';
import type { Lab } from '../hostile/lab.ts';
import {
  ask,
  HOUR_MS,
  now,
  passTime,
  press,
  reject,
  SECRETS_KEPT_MS,
  stateOf,
} from '../requests.ts';
import { ACTORS, type Actor } from './actors.ts';
import { clickAs, rejectAs } from './decisions.ts';
import type { Attempt } from './table.ts';

/** How a request reaches each of its ends. */
const ENDS: Readonly<Record<string, (lab: Lab, card: Message) => Promise<unknown>>> = {
  accepted: ({ sandbox }, card) => press(sandbox, people.approver, card, 'approve'),
  async refused({ sandbox }, card) {
    await sandbox.doo.faults.set('init', { kind: 'status_422' });
    await press(sandbox, people.approver, card, 'approve');
    await sandbox.doo.faults.clear();
  },
  async unknown({ sandbox }, card) {
    await sandbox.doo.faults.set('init', { kind: 'reset_after' });
    await press(sandbox, people.approver, card, 'approve');
    await sandbox.doo.faults.clear();
  },
  rejected: ({ sandbox }, card) => reject(sandbox, people.approver, card, 'Not now'),
  cancelled: ({ sandbox }, card) => press(sandbox, people.requester, card, 'cancel'),
  expired: ({ sandbox }, card) =>
    passTime(sandbox, () => stateOf(now(sandbox, card)) === 'expired', { stepMs: 12 * HOUR_MS }),
  async failed({ sandbox, click }, card) {
    await endUnnoticed(sandbox, card);
    // The first click after it has `worker` close the card.
    await click(card, 'approve', (payload) => ({ ...payload, user: { id: people.approver } }));
    await sandbox.lambda.idle();
  },
};

/** Every actor with every old button, in every final state of a request: nothing changes. */
export const attemptsOnEnded: readonly Attempt[] = Object.entries(ENDS).flatMap(([state, end]) => {
  const cards = new WeakMap<Lab, Promise<Message>>();
  const endedCard = (lab: Lab): Promise<Message> => {
    const known = cards.get(lab) ?? ended(lab, state, end);
    cards.set(lab, known);
    return known;
  };
  const past = ACTORS.map((actor) => pastTheDoor(actor, state, endedCard));
  const atTheDoor = ACTORS.flatMap((actor) =>
    ['approve', 'reject', 'cancel'].map((actionId) => ({
      title: `${actor.words} may not ${actionId} a request that is ${state}`,
      mayBeDone: false,
      async run(lab: Lab) {
        const { sandbox } = lab;
        const seen = await endedCard(lab);
        const before = now(sandbox, seen);
        const sent = sandbox.doo.initCalls().length;
        const { text } =
          actionId === 'reject'
            ? await rejectAs(lab, actor, seen)
            : await clickAs(lab, actor, seen, actionId);
        const isTold = text !== '' || isReadByNobody(actor.userId);
        const isSame = JSON.stringify(now(sandbox, seen)) === JSON.stringify(before);
        return !isTold || !isSame || sandbox.doo.initCalls().length > sent;
      },
    })),
  );
  return [...atTheDoor, ...past];
});

/** Every kind of result, sent directly to the callback that the card had while pending. */
function pastTheDoor(
  { words, userId }: Actor,
  state: string,
  endedCard: (lab: Lab) => Promise<Message>,
): Attempt {
  return {
    title: `${words} may not decide a request that is ${state}, past the slack function`,
    mayBeDone: false,
    async run(lab) {
      const { sandbox } = lab;
      const seen = await endedCard(lab);
      const before = JSON.stringify(now(sandbox, seen));
      const sent = sandbox.doo.initCalls().length;
      const refusals = await Promise.all(
        RESULTS.map((result) =>
          completeCallback(
            sandbox,
            callbackOf(seen),
            JSON.stringify({ v: 1, by: userId, ...result }),
          ).then(
            () => 'taken',
            () => 'refused',
          ),
        ),
      );
      await sandbox.lambda.idle();
      const isSame = JSON.stringify(now(sandbox, seen)) === before;
      return refusals.includes('taken') || !isSame || sandbox.doo.initCalls().length > sent;
    },
  };
}

const RESULTS = [
  { decision: 'approved' },
  { decision: 'rejected', reason: 'Not now' },
  { decision: 'cancelled' },
  { stop: true },
  { resolution: 'started', reason: 'I saw it' },
  { arrival: 'arrived' },
];

/** A bot's own clicks are ignored; Slack does not deliver them either. */
function isReadByNobody(userId: string): boolean {
  return userId === people.botUser;
}

/** A card as it was while pending, of a request that has since ended this way. */
async function ended(
  lab: Lab,
  state: string,
  end: (lab: Lab, card: Message) => Promise<unknown>,
): Promise<Message> {
  const { sandbox } = lab;
  // Cached facts about people must not be older than the request.
  sandbox.clock.advance(SECRETS_KEPT_MS);
  const seen = await ask(sandbox);
  await end(lab, seen);
  const reached = stateOf(now(sandbox, seen));
  if (reached !== state) throw new Error(`A request should be ${state} and is ${reached}`);
  return seen;
}
