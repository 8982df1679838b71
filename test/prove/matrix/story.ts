import { cards, click, request, submit } from '@doo-repush/sandbox/driver';
import type { Delivery } from '@doo-repush/sandbox/slack/client/delivery';
import { isJsonObject, parseJson, stringAt } from '@doo-repush/sandbox/slack/json';
import type { Message } from '@doo-repush/sandbox/slack/workspace/model';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import type { Findings } from './findings.ts';
import type { Lab, Plan, Seen } from './lab.ts';
import { type Order, toCrm } from './order.ts';
import { hasButton, marksOf, stateOf, type Watch } from './watch.ts';

/** One way through the product, as people go it: they try again where they were told to. */
export interface Story {
  readonly name: string;
  /** What it asks for, if for anything. */
  readonly order?: Order;
  /** Of the functions, where the story needs others than the rest of them. */
  readonly settings?: Readonly<Record<string, string>>;
  /** The state of the card at the end when nothing goes wrong. */
  readonly end: string;
  /** Other states in which it may end when something goes wrong. */
  readonly mayAlsoEnd: readonly string[];
  /** Other states in which it may end when this goes wrong. */
  readonly mayEndBy?: (plan: Plan) => readonly string[];
  /** The lines of its thread when nothing goes wrong. */
  readonly marks: readonly string[];
  /** What else the card's metadata say at that end. */
  readonly facts?: Readonly<Record<string, string>>;
  /** How its end is judged, where that is no request's. */
  readonly judge?: (lab: Lab, seen: Watch, plan: Plan | undefined) => Findings;
  /** The calls of a plain run that are this story's to fail. */
  readonly own: (calls: readonly Seen[]) => readonly Seen[];
  play(lab: Lab, seen: Watch): Promise<readonly string[]>;
}

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
const ORDERS = {
  resource: 'orders',
  window: { kind: 'everything' },
  reason: 'CRM outage on Friday',
} as const;

/** What a person has found who got no sign. */
export const SILENCE = 'neither done nor answered';

/** A person tries three times in a row, and then after some hours, when all is well again. */
const TRIES = 5;
const HEALED_AT_TRY = 4;

/**
 * Lets a person do something until it is done.
 * @returns how often it was neither done nor answered with a word
 */
export async function insist(
  lab: Lab,
  seen: Watch,
  what: string,
  act: () => Promise<unknown>,
  isDone: () => boolean,
  isTaken: () => boolean = isDone,
): Promise<readonly string[]> {
  const silences: string[] = [];
  let shown = '';
  for (let attempt = 1; attempt <= TRIES && !isTaken(); attempt++) {
    if (attempt === HEALED_AT_TRY) {
      await lab.heal();
      lab.sandbox.clock.advance(3 * HOUR_MS);
    }
    const before = seen.told().length;
    shown = await act().then(
      (value) => (typeof value === 'string' ? value : ''),
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    await rest(lab, isDone, 5 * MINUTE_MS);
    if (!isTaken() && shown === '' && seen.told().length === before)
      silences.push(`${what}: ${SILENCE} (try ${attempt})`);
  }
  return isTaken() ? silences : [...silences, `${what}: never done: ${shown}`];
}

/** Lets time pass, in growing steps, until something is so or the time is over. */
export async function rest(lab: Lab, until: () => boolean, atMostMs: number): Promise<void> {
  let passedMs = 0;
  for (let stepMs = 1_000; ; stepMs = Math.min(stepMs * 1.3, 6 * HOUR_MS)) {
    await lab.answered();
    await lab.sandbox.lambda.idle();
    await lab.quiet();
    if (until() || passedMs >= atMostMs) return;
    lab.sandbox.clock.advance(Math.round(stepMs));
    passedMs += stepMs;
  }
}

const submissions = new WeakMap<Lab, Map<string, Delivery>>();

/** Fills the form in by hand and submits it. */
export async function askByHand(lab: Lab, order: Order): Promise<string> {
  const { organization, configuration, eventIds, inOrder, maxRatePerMin } = order;
  const { outcome, errors, deliveries } = await request(lab.sandbox, people.requester, {
    ...ORDERS,
    organization,
    configuration,
    eventIds: eventIds.join(' '),
    ...(inOrder !== undefined && { order: inOrder }),
    ...(maxRatePerMin !== undefined && { maxRatePerMin }),
  });
  const [delivery] = deliveries;
  if (outcome !== 'closed' || delivery === undefined)
    return `The form stayed open (${outcome}): ${JSON.stringify(errors)}`;
  const known = submissions.get(lab) ?? new Map<string, Delivery>();
  submissions.set(lab, known.set(JSON.stringify(order), delivery));
  return '';
}

/** Submits a form that was filled in before, from a form of its own. */
async function askAgain(lab: Lab, order: Order, viewId: string): Promise<string> {
  const earlier = submissions.get(lab)?.get(JSON.stringify(order));
  if (earlier === undefined) throw new Error('No form has been filled in before');
  const payload = parseJson(new URLSearchParams(earlier.body).get('payload') ?? '');
  const view = payload !== undefined && isJsonObject(payload) ? payload.view : undefined;
  const id = view !== undefined && isJsonObject(view) ? stringAt(view, 'id') : undefined;
  if (id === undefined) throw new Error('The delivery is of no form');
  const body = earlier.body.replaceAll(id, viewId);
  const { text } = await lab.sandbox.slack.client.redeliver({ ...earlier, body });
  return text ?? 'Slack: We had some trouble connecting.';
}

/** The request is before an approver, or has come to another end. */
export function isAsked(seen: Watch): boolean {
  return seen.cards().some((card) => hasButton(card, 'approve')) || hasEnded(seen);
}

export function hasEnded(seen: Watch): boolean {
  const executions = seen.executions();
  return executions.length > 0 && executions.every(({ status }) => status !== 'RUNNING');
}

export async function ask(
  lab: Lab,
  seen: Watch,
  order: Order,
  how: 'by hand' | 'again',
): Promise<readonly string[]> {
  const viewId = lab.sandbox.slack.workspace.newId('V');
  const act = () => (how === 'by hand' ? askByHand(lab, order) : askAgain(lab, order, viewId));
  const started = await insist(lab, seen, 'asking', act, () => seen.executions().length > 0);
  await rest(lab, () => isAsked(seen), 30 * HOUR_MS);
  return started;
}

export type Decide = (lab: Lab, card: Message) => Promise<unknown>;

export const approve: Decide = (lab, card) => click(lab.sandbox, people.approver, card, 'approve');
export const cancel: Decide = (lab, card) => click(lab.sandbox, people.requester, card, 'cancel');
export const reject: Decide = async (lab, card) => {
  const { sandbox } = lab;
  await click(sandbox, people.approver, card, 'reject');
  const view = sandbox.slack.client.openView(people.approver);
  if (view === undefined) return '';
  const field = { blockId: 'reason', actionId: 'reason' };
  await sandbox.slack.client.fill(people.approver, view.view.id, field, 'Not this week');
  const { outcome, errors } = await submit(sandbox, people.approver);
  return outcome === 'closed' ? '' : `The form stayed open (${outcome}): ${JSON.stringify(errors)}`;
};

/** Approves while doo has no room, and stops the rest in the meantime. */
export const approveAndStop: Decide = async (lab, card) => {
  const { sandbox } = lab;
  await sandbox.doo.faults.set('init', { kind: 'status_429', retryAfter: '600' });
  await click(sandbox, people.approver, card, 'approve');
  await rest(lab, () => hasStop(lab, card), MINUTE_MS);
  const sending = cardNow(lab, card);
  if (sending !== undefined && hasButton(sending, 'stop'))
    await click(sandbox, people.approver, sending, 'stop');
  await sandbox.lambda.idle();
  await sandbox.doo.faults.clear();
};

function cardNow({ sandbox }: Lab, card: Message): Message | undefined {
  return cards(sandbox).find(({ ts }) => ts === card.ts);
}

function hasStop(lab: Lab, card: Message): boolean {
  const present = cardNow(lab, card);
  return present !== undefined && hasButton(present, 'stop');
}

/** Decides until the card waits no more, and lets the request come to its end, or so far. */
export async function decide(
  lab: Lab,
  seen: Watch,
  how: Decide | undefined,
  isFar: () => boolean = () => false,
): Promise<readonly string[]> {
  // A card that Slack took no change of waits for nobody: its thread leads to the one in its place.
  const waiting = () =>
    seen.cards().find((card) => stateOf(card) === 'waiting' && !hasCardInItsPlace(lab, card));
  const act = async () => {
    const card = waiting();
    return card === undefined ? '' : how?.(lab, card);
  };
  const isOver = () => waiting() === undefined || hasEnded(seen);
  const isTaken = () => isOver() || hasDecisionInHand(seen);
  const faults =
    how === undefined || isOver() ? [] : await insist(lab, seen, 'deciding', act, isOver, isTaken);
  await rest(lab, () => hasEnded(seen) || isFar(), 30 * DAY_MS);
  return faults;
}

function hasCardInItsPlace(lab: Lab, card: Message): boolean {
  return marksOf(lab, card).some((mark) => mark.startsWith('moved '));
}

/** A decision has been recorded with AWS, which the workflow has yet to look at. */
export function hasDecisionInHand(seen: Watch): boolean {
  const callbacks = seen
    .executions()
    .flatMap(({ operations }) => operations.filter(({ type }) => type === 'CALLBACK'));
  return callbacks.length > 0 && callbacks.every(({ status }) => status !== 'STARTED');
}

export function storyOf(
  name: string,
  end: string,
  marks: readonly string[],
  how: Decide | undefined,
  options: Partial<Pick<Story, 'own' | 'mayAlsoEnd'>> & {
    readonly order?: Order;
    readonly form?: 'by hand';
  } = {},
): Story {
  const {
    order = toCrm('41231'),
    own = (calls) => calls,
    form = 'again',
    mayAlsoEnd = [],
  } = options;
  return {
    name,
    end,
    marks,
    order,
    own,
    mayAlsoEnd,
    async play(lab, seen) {
      const asked = await ask(lab, seen, order, form);
      return [...asked, ...(await decide(lab, seen, how))];
    },
  };
}
