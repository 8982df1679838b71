import { click } from '@doo-repush/sandbox/driver';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import type { Seen } from './lab.ts';
import { type Order, toCrm } from './order.ts';
import {
  approve,
  ask,
  DAY_MS,
  decide,
  hasDecisionInHand,
  hasEnded,
  insist,
  rest,
  type Story,
} from './story.ts';
import { hasButton, type Watch } from './watch.ts';

const ORDER: Order = { ...toCrm('41231', '41232', '41233'), inOrder: 'one_first' };

/** From the end of the first call until the second one has begun. */
function whileTheRestWaits(calls: readonly Seen[]): readonly Seen[] {
  const inits = calls.flatMap(({ operation }, index) => (operation === 'doo init' ? [index] : []));
  return calls.slice(inits[0], (inits[1] ?? 0) + 1);
}

/** Sends one target, and the rest after the requester has said that it arrived. */
export const oneFirst: Story = {
  name: 'one first',
  order: ORDER,
  end: 'accepted',
  mayAlsoEnd: ['partly_accepted', 'unknown', 'refused', 'not_sent'],
  marks: ['requested', 'approved', 'sending', 'first asked', 'first answered', 'outcomes 1'],
  own: whileTheRestWaits,
  async play(lab, seen) {
    const asked = await ask(lab, seen, ORDER, 'again');
    const isAsked = () => cardThatAsks(seen) !== undefined;
    const decided = await decide(lab, seen, approve, isAsked);
    const early = new Set(seen.initCalls().map(({ body }) => JSON.stringify(body))).size > 1;
    const isOver = () => !isAsked() || hasEnded(seen);
    const isTaken = () => isOver() || hasDecisionInHand(seen);
    const act = async () => {
      const card = cardThatAsks(seen);
      return card && click(lab.sandbox, people.requester, card, 'first_arrived');
    };
    const answered = isOver() ? [] : await insist(lab, seen, 'answering', act, isOver, isTaken);
    await rest(lab, () => hasEnded(seen), 30 * DAY_MS);
    return [
      ...asked,
      ...decided,
      ...(early ? ['the rest was sent before a yes to the first one'] : []),
      ...answered,
    ];
  },
};

function cardThatAsks(seen: Watch) {
  return seen.cards().find((card) => hasButton(card, 'first_arrived'));
}
