import {
  cards,
  click,
  type Entries,
  request,
  stateOf,
  submit,
} from '@doo-repush/sandbox/headless';
import type { Sandbox } from '@doo-repush/sandbox/sandbox';
import { isJsonObject, type JsonObject, type JsonValue } from '@doo-repush/sandbox/slack/json';
import type { Message } from '@doo-repush/sandbox/slack/model';
import { people } from '@doo-repush/sandbox/slack/people';
import { acmeOrders } from './product.ts';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;

/** Asks by the form, and waits until the workflow has nothing left to do but to wait. */
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

/** Asks by the form, where no card is expected: what the requester was told instead. */
export async function askInVain(
  sandbox: Sandbox,
  entries: Partial<Entries> = {},
  userId: string = people.requester,
): Promise<string> {
  const before = sandbox.slack.client.directMessages(userId).length;
  await submitted(sandbox, entries, userId);
  await passTime(sandbox, () => sandbox.slack.client.directMessages(userId).length > before);
  const told = sandbox.slack.client.directMessages(userId).slice(before);
  return told.map((message) => message.text).join('\n');
}

/** Fills in the form and submits it. */
export async function submitted(
  sandbox: Sandbox,
  entries: Partial<Entries> = {},
  userId: string = people.requester,
): Promise<void> {
  const { outcome, errors } = await request(sandbox, userId, { ...acmeOrders, ...entries });
  if (outcome !== 'closed') throw new Error(`The form stayed open: ${JSON.stringify(errors)}`);
  await sandbox.lambda.idle();
}

/** Presses a button of a card, and gives the card as it stands when the workflow waits or ended. */
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

/** Rejects by button and form. */
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

/** Types the reason into the reject form that the person has before them. */
export async function fillReason(sandbox: Sandbox, userId: string, reason: string): Promise<void> {
  const view = sandbox.slack.client.openView(userId);
  if (view === undefined) throw new Error(`${userId} has no form open`);
  const field = { blockId: 'reason', actionId: 'reason' };
  await sandbox.slack.client.fill(userId, view.view.id, field, reason);
}

/** The card as it stands now. */
export function now(sandbox: Sandbox, card: Message): Message {
  const found = cards(sandbox).find(({ ts }) => ts === card.ts);
  if (found === undefined) throw new Error(`The card ${card.ts} is gone`);
  return found;
}

/** Moves time on until `reached`, one step whenever the functions have nothing left to do. */
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

/** Moves time on until the card's execution has ended, and gives the card as it stands then. */
export async function endOf(
  sandbox: Sandbox,
  card: Message,
  pace?: { stepMs?: number; steps?: number },
): Promise<Message> {
  const { execution_arn: arn } = factsOf(card);
  await passTime(sandbox, () => sandbox.lambda.execution(String(arn)).status !== 'RUNNING', pace);
  return now(sandbox, card);
}

/** The metadata of a card. */
export function factsOf(card: Message): JsonObject {
  return card.metadata?.event_payload ?? {};
}

export function executionOf(sandbox: Sandbox, card: Message) {
  return sandbox.lambda.execution(String(factsOf(card).execution_arn));
}

/** Everything that a person reads in a message's blocks, buttons included. */
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

export function hasButtons(card: Message): boolean {
  return (card.blocks ?? []).some((block) => block.type === 'actions');
}

/** The states that Slack was given for the card, one after the other, by every write that it took. */
export function statesShown(sandbox: Sandbox, card: Message): readonly string[] {
  const { execution } = factsOf(card);
  return sandbox.slack.calls.flatMap(({ args, ok }) => {
    const metadata = isJsonObject(args.metadata ?? null) ? args.metadata : undefined;
    if (!ok || !isJsonObject(metadata ?? null)) return [];
    const payload = isJsonObject(metadata) ? metadata.event_payload : undefined;
    if (!isJsonObject(payload) || payload.execution !== execution) return [];
    return typeof payload.state === 'string' ? [payload.state] : [];
  });
}

/** The init calls of this request: its reason makes no difference, so its time must. */
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
