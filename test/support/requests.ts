import {
  cards,
  click,
  type Entries,
  enter,
  openForm,
  request,
  stateOf,
  submit,
} from '@doo-repush/sandbox/driver';
import type { Sandbox } from '@doo-repush/sandbox/sandbox';
import type { Delivery } from '@doo-repush/sandbox/slack/client/delivery';
import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  parseJson,
  stringAt,
} from '@doo-repush/sandbox/slack/json';
import type { Message } from '@doo-repush/sandbox/slack/workspace/model';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { issueResponseUrl } from '@doo-repush/sandbox/slack/workspace/response-urls';
import { acmeOrders } from './product.ts';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
/** After this time the functions read their secrets again. */
export const SECRETS_KEPT_MS = 6 * MINUTE_MS;
/** After this time they read again what Slack says about people, and doo's lists and configurations. */
export const ANSWERS_KEPT_MS = 61_000;

/** Makes a request with the form, and waits until the workflow only waits. */
export async function ask(
  sandbox: Sandbox,
  entries: Partial<Entries> = {},
  userId: string = people.requester,
): Promise<Message> {
  const before = cards(sandbox).length;
  await submitted(sandbox, entries, userId);
  const card = cards(sandbox)[before];
  if (card === undefined) throw new Error('No card was posted');
  return card;
}

/**
 * Fills in the form, changes something, and submits. @returns what the requester was told directly, since
 * there is no card
 */
export async function askInVain(
  sandbox: Sandbox,
  change: () => unknown,
  edit: (payload: string) => string = (payload) => payload,
  userId: string = people.requester,
): Promise<string> {
  const { client } = sandbox.slack;
  const before = { cards: cards(sandbox).length, told: client.directMessages(userId).length };
  await openForm(sandbox, userId);
  await enter(sandbox, userId, { ...acmeOrders, reason: ' ' });
  const { deliveries } = await submit(sandbox, userId);
  const [held] = deliveries;
  if (held === undefined) throw new Error('The form was not delivered');
  await change();
  const payload = new URLSearchParams(held.body).get('payload') ?? '';
  const filled = edit(payload.replace('"value":" "', '"value":"CRM outage"'));
  const body = new URLSearchParams({ payload: filled }).toString();
  const answer = await client.redeliver({ ...held, body });
  if (answer.text !== '') throw new Error(`The form stayed open: ${answer.text}`);

  await passTime(sandbox, () => client.directMessages(userId).length > before.told);
  if (cards(sandbox).length > before.cards) throw new Error('A card was posted');
  const told = client.directMessages(userId).slice(before.told);
  return told.map((message) => message.text).join('\n');
}

/**
 * Submits the form. The first form with these entries is filled in manually; later ones repeat its
 * submission from a form of their own.
 * @param edit changes the body of a later submission
 */
export async function submitted(
  sandbox: Sandbox,
  entries: Partial<Entries> = {},
  userId: string = people.requester,
  edit: (body: string) => string = (body) => body,
): Promise<void> {
  const { client, workspace } = sandbox.slack;
  const known = filledIn.get(sandbox) ?? new Map<string, Delivery>();
  filledIn.set(sandbox, known);
  const key = JSON.stringify([userId, entries]);
  const earlier = known.get(key);
  if (earlier === undefined) {
    known.set(key, await submittedByHand(sandbox, entries, userId));
  } else {
    const viewId = workspace.newId('V');
    const ofItsOwn = withFreshAddress(earlier.body, sandbox, userId);
    const body = edit(ofItsOwn.replaceAll(viewIdOf(earlier), viewId));
    const { text } = await client.redeliver({ ...earlier, body });
    if (text !== '') throw new Error(`The form stayed open: ${text}`);
  }
  await sandbox.lambda.idle();
}

const filledIn = new WeakMap<Sandbox, Map<string, Delivery>>();

async function submittedByHand(
  sandbox: Sandbox,
  entries: Partial<Entries>,
  userId: string,
): Promise<Delivery> {
  const { eventIds, ...others } = { ...acmeOrders, ...entries };
  const isOfEvents = !['contacts', 'events'].includes(others.resource);
  const all = { ...others, ...(isOfEvents && { eventIds }) };
  const { outcome, errors, deliveries } = await request(sandbox, userId, all);
  const [delivery] = deliveries;
  if (outcome === 'closed' && delivery !== undefined) return delivery;
  throw new Error(`The form stayed open: ${JSON.stringify(errors)}`);
}

/** The same form, opened by another command: a response URL works five times within half an hour. */
function withFreshAddress(body: string, { slack }: Sandbox, userId: string): string {
  const id = /\/([A-Z0-9]+)$/.exec(responseUrlIn(body) ?? '')?.[1];
  if (id === undefined) return body;
  const place = { userId, channelId: people.approvals, sourceTs: null, sourceIsEphemeral: false };
  return body.replaceAll(id, issueResponseUrl(slack.workspace, place));
}

function responseUrlIn(body: string): string | undefined {
  const { view } = Object(parseJson(new URLSearchParams(body).get('payload') ?? ''));
  const metadata = Object(parseJson(stringAt(Object(view), 'private_metadata') ?? ''));
  return stringAt(metadata, 'u');
}

function viewIdOf({ body }: Delivery): string {
  const payload = parseJson(new URLSearchParams(body).get('payload') ?? '');
  const view = isJsonObject(payload ?? null) && isJsonObject(payload) ? payload.view : undefined;
  const id = isJsonObject(view) ? stringAt(view, 'id') : undefined;
  if (id === undefined) throw new Error('The delivery is of no form');
  return id;
}

/** Presses a card's button. @returns the card once the workflow waits or has ended */
export async function press(
  sandbox: Sandbox,
  userId: string,
  card: Message,
  actionId: 'approve' | 'cancel',
): Promise<Message> {
  await click(sandbox, userId, card, actionId);
  await sandbox.lambda.idle();
  return now(sandbox, card);
}

/** Rejects with button and form. */
export async function reject(
  sandbox: Sandbox,
  userId: string,
  card: Message,
  reason: string,
): Promise<Message> {
  await click(sandbox, userId, card, 'reject');
  await fillReason(sandbox, userId, reason);
  await submit(sandbox, userId);
  await sandbox.lambda.idle();
  return now(sandbox, card);
}

/** Types the reason into a person's open rejection form. */
export async function fillReason(sandbox: Sandbox, userId: string, reason: string): Promise<void> {
  const view = sandbox.slack.client.openView(userId);
  if (view === undefined) throw new Error(`${userId} has no form open`);
  const field = { blockId: 'reason', actionId: 'reason' };
  await sandbox.slack.client.fill(userId, view.view.id, field, reason);
}

/** The current card. */
export function now(sandbox: Sandbox, card: Message): Message {
  const found = cards(sandbox).find(({ ts }) => ts === card.ts);
  if (found === undefined) throw new Error(`The card ${card.ts} is gone`);
  return found;
}

/** Advances time until `reached`, one step whenever the functions are idle. */
export async function passTime(
  sandbox: Sandbox,
  reached: () => boolean,
  { stepMs = MINUTE_MS, steps = 300 } = {},
): Promise<void> {
  for (let step = 0; step <= steps; step++) {
    await sandbox.lambda.idle();
    if (reached()) return;
    sandbox.clock.advance(stepMs);
  }
  throw new Error(`Not reached within ${steps} steps of ${stepMs} ms`);
}

/** Advances time until the card's request is reported. @returns the card */
export async function endOf(
  sandbox: Sandbox,
  card: Message,
  pace?: { stepMs?: number; steps?: number },
): Promise<Message> {
  const { execution_arn: arn } = factsOf(card);
  const hasEnded = () => sandbox.lambda.execution(String(arn)).status !== 'RUNNING';
  await passTime(sandbox, () => hasEnded() || isReported(sandbox, card), pace);
  return now(sandbox, card);
}

/** Whether the thread has all outcomes, and with them the card; what follows may take days. */
export function isReported(sandbox: Sandbox, card: Message): boolean {
  return sandbox.slack.client.thread(people.approvals, card.ts).some(({ metadata }) => {
    const { kind, from, ended, outcomes } = metadata?.event_payload ?? {};
    const count = (codes: unknown) => String(codes).split(' ').length;
    return kind === 'outcomes' && Number(from) - 1 + count(ended) === count(outcomes);
  });
}

/** The metadata of a card. */
export function factsOf(card: Message): JsonObject {
  return card.metadata?.event_payload ?? {};
}

export function executionOf(sandbox: Sandbox, card: Message) {
  return sandbox.lambda.execution(String(factsOf(card).execution_arn));
}

/** Everything that a person reads in a message's blocks, including buttons. */
export function wordsOf(message: Message): string {
  return texts(message.blocks ?? []).join('\n');
}

/** The thread lines below a card. */
export function linesOf(sandbox: Sandbox, card: Message): readonly string[] {
  return sandbox.slack.client
    .thread(people.approvals, card.ts)
    .slice(1)
    .map((message) => message.text);
}

/** Whether the card can be decided. */
export function hasButtons(card: Message): boolean {
  return (card.blocks ?? []).some((block) => block.block_id === 'decision');
}

/** The states of the card in every write that Slack accepted, in order. */
export function statesShown(sandbox: Sandbox, card: Message): readonly string[] {
  const { execution } = factsOf(card);
  return sandbox.slack.calls.flatMap(({ args, ok }) => {
    const metadata = isJsonObject(args.metadata ?? null) ? args.metadata : undefined;
    if (!ok || !isJsonObject(metadata ?? null)) return [];
    const payload = isJsonObject(metadata) ? metadata.event_payload : undefined;
    if (!isJsonObject(metadata) || metadata.event_type !== 'doo_repush_card') return [];
    if (!isJsonObject(payload) || payload.execution !== execution) return [];
    return typeof payload.state === 'string' ? [payload.state] : [];
  });
}

/** The init calls of this request, told apart by time, since its reason does not reach doo. */
export function initCallsSince(sandbox: Sandbox, card: Message) {
  const sinceMs = Number(card.ts) * 1000;
  return sandbox.doo.initCalls().filter(({ atMs }) => atMs >= sinceMs);
}

/** What a person was told privately after `act`. */
export async function toldBy(
  sandbox: Sandbox,
  userId: string,
  act: () => Promise<unknown>,
): Promise<string> {
  const before = sandbox.slack.client.ephemerals(userId).length;
  await act();
  await sandbox.lambda.idle();
  const told = sandbox.slack.client.ephemerals(userId).slice(before);
  return told.map(({ text }) => text).join('\n');
}

export { stateOf };

function texts(value: JsonValue): string[] {
  if (Array.isArray(value)) return value.flatMap(texts);
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([name, field]) =>
    name === 'text' && typeof field === 'string' ? [field] : texts(field),
  );
}
