import { everydayCards, seedCards } from '../../support/seeded-ledger.ts';
import { FOLLOW_UP_STORIES } from './follow-up-stories.ts';
import type { Lab, Seen } from './lab.ts';
import { oneFirst } from './one-first-story.ts';
import { addEvents, type Order, TO_ALL, toCrm } from './order.ts';
import { READING_STORIES } from './reading-stories.ts';
import { reconciled } from './reconcile-story.ts';
import { runAgain } from './run-again-story.ts';
import {
  approve,
  approveAndStop,
  askByHand,
  cancel,
  DAY_MS,
  HOUR_MS,
  hasEnded,
  insist,
  reject,
  rest,
  type Story,
  storyOf,
} from './story.ts';
import { WAITING_STORIES } from './waiting-stories.ts';
import { watch } from './watch.ts';

const SENT = ['requested', 'approved', 'outcomes 1'];
/** Of several calls. */
const ALL_SENT = [...SENT, 'sending'];

/** The calls up to the start of the workflow, and those from there on. */
const untilStart = (calls: readonly Seen[]) =>
  calls.slice(
    0,
    calls.findIndex(({ operation }) => operation === 'lambda Invoke repush'),
  );
const fromStart = (calls: readonly Seen[]) => calls.slice(untilStart(calls).length);
/** The calls that follow the card: what comes before is the first story's. */
const fromDecision = (calls: readonly Seen[]) =>
  calls.slice(calls.findIndex(({ detail }) => detail.startsWith('show buttons 1 SUCCEED')) + 1);

/** The calls that follow the approval's: what comes before is another story's. */
const afterApproval = (calls: readonly Seen[]) =>
  calls.slice(calls.findIndex(({ operation }) => operation === 'doo init'));

/** What the check asks doo for, the card, and from the second reading until the end is shown. */
const ofTargets = (calls: readonly Seen[]) => {
  const began = calls.findIndex(({ detail }) => detail.startsWith('read again START'));
  const ended = calls.findLastIndex(({ detail }) => detail.startsWith('line outcomes 1'));
  const isOfCheck = ({ operation, detail }: Seen) =>
    operation.startsWith('doo ') ||
    (operation === 'slack chat.postMessage' && detail === 'waiting');
  return [...calls.slice(0, began).filter(isOfCheck), ...calls.slice(began, ended + 1)];
};

export const STORIES: readonly Story[] = [
  storyOf('approved', 'accepted', SENT, approve, { own: fromStart }),
  storyOf('asked by hand', 'accepted', SENT, approve, { own: untilStart, form: 'by hand' }),
  storyOf('three events', 'accepted', ALL_SENT, approve, {
    order: toCrm('41231', '41232', '41233'),
    own: fromDecision,
  }),
  storyOf('all configurations', 'accepted', ALL_SENT, approve, { order: TO_ALL, own: ofTargets }),
  storyOf('stopped', 'not_sent', [...ALL_SENT, 'stopped'], approveAndStop, {
    order: toCrm('41231', '41232', '41233'),
    own: afterApproval,
    mayAlsoEnd: ['accepted', 'unknown', 'partly_accepted', 'refused'],
  }),
  storyOf('rejected', 'rejected', ['requested', 'rejected'], reject, { own: fromDecision }),
  storyOf('cancelled', 'cancelled', ['requested', 'cancelled'], cancel, { own: fromDecision }),
  storyOf('expired', 'expired', ['requested', 'expired'], undefined, { own: fromDecision }),
  oneFirst,
  ...WAITING_STORIES,
  ...FOLLOW_UP_STORIES,
  runAgain,
  ...READING_STORIES,
  reconciled,
];

/** How often it is tried to fill a form in, with several tries each. */
const PREPARATIONS = 6;
/** Requests of another time, of several people and more than a page of Slack's. */
const EARLIER_CARDS = 120;
/** Longer than anything of a request is open. */
const EARLIER_MS = 60 * DAY_MS;

/** Fills the ledger, and the forms in once, so that the stories can submit them again. */
export async function prepare(lab: Lab): Promise<void> {
  const { slack, clock } = lab.sandbox;
  seedCards(
    slack.workspace,
    everydayCards(EARLIER_CARDS + 1, clock.now() - EARLIER_MS).slice(0, -1),
  );
  addEvents(lab);
  const seen = watch(lab);
  for (const order of differentOrders()) {
    // On a busy machine the first answers, with their cold starts, may come too late for Slack.
    const act = () => askByHand(lab, order);
    const before = seen.executions().length;
    const isAsked = () => seen.executions().length > before;
    let faults: readonly string[] = [];
    for (let time = 0; time < PREPARATIONS && !isAsked(); time++)
      faults = await insist(lab, seen, 'asking', act, isAsked);
    if (!isAsked()) throw new Error(faults.join('; '));
  }
  // These requests expire, so that nothing runs beside the stories.
  await rest(lab, () => hasEnded(seen), 30 * HOUR_MS);
}

function differentOrders(): readonly Order[] {
  const orders = STORIES.flatMap(({ order }) => (order === undefined ? [] : [order]));
  return [...new Map(orders.map((order) => [JSON.stringify(order), order])).values()];
}
