import { setTimeout as pause } from 'node:timers/promises';
import type { Sandbox } from './sandbox.ts';
import { type ElementRef, findElement } from './slack/blocks/parts.ts';
import type { Submission } from './slack/client/submit.ts';
import { isJsonObject, stringAt } from './slack/json.ts';
import type { Message, ViewRecord } from './slack/workspace/model.ts';
import { people } from './slack/workspace/people.ts';

const POLL_MS = 5;

/** One end of a window, as picked in the form. */
export interface PickedTime {
  /** `Y-m-d` */
  readonly date?: string;
  /** `H:i` */
  readonly time?: string;
}

/** What a person enters in the request form; omitted fields keep what the form has. */
export interface Entries {
  /** Typed into the organization field; the first option is chosen. */
  readonly organization?: string;
  /** Typed into the configuration field; the first option is chosen. */
  readonly configuration?: string;
  readonly resource?: string;
  readonly eventIds?: string;
  /** The kind of window (`between`, `since`, `until`, `everything`) and its ends. */
  readonly window?: {
    readonly kind: string;
    readonly after?: PickedTime;
    readonly before?: PickedTime;
  };
  /** Picks exactly these types; each must be offered. */
  readonly webhookTypes?: readonly string[];
  readonly maxRatePerMin?: number | string;
  readonly order?: string;
  readonly reason?: string;
  readonly ticket?: string;
}

/** Opens the form with the slash command and returns it. */
export async function openForm(sandbox: Sandbox, userId: string, text = ''): Promise<ViewRecord> {
  const { client } = sandbox.slack;
  await client.command(userId, '/doo-repush', text, people.approvals);
  const view = client.openView(userId);
  if (view === undefined) throw new Error(`No form was opened for ${userId}`);
  return view;
}

/** Enters values as a person does: types into look-ups and chooses their first option. */
export async function enter(sandbox: Sandbox, userId: string, entries: Entries): Promise<void> {
  const { organization, resource, configuration, window, webhookTypes } = entries;
  if (organization !== undefined) await pickFirst(sandbox, userId, 'organization', organization);
  if (resource !== undefined) await choose(sandbox, userId, 'resource', resource);
  if (configuration !== undefined) await pickFirst(sandbox, userId, 'configuration', configuration);
  if (window !== undefined) await choose(sandbox, userId, 'window', window.kind);
  if (webhookTypes !== undefined || entries.maxRatePerMin !== undefined)
    await openMoreOptions(sandbox, userId);
  if (webhookTypes !== undefined) {
    await offers(sandbox, userId, 'webhook_types', '');
    await choose(sandbox, userId, 'webhook_types', [...webhookTypes]);
  }
  const { order } = entries;
  for (const [actionId, value] of [
    ['event_ids', entries.eventIds],
    ['after_date', window?.after?.date],
    ['after_time', window?.after?.time],
    ['before_date', window?.before?.date],
    ['before_time', window?.before?.time],
    ['rate', entries.maxRatePerMin],
    ['reason', entries.reason],
    ['ticket', entries.ticket],
  ] as const) {
    if (value === undefined) continue;
    const at = fieldOf(sandbox, userId, actionId);
    await sandbox.slack.client.fill(userId, at.viewId, at.ref, String(value));
  }
  if (order !== undefined) await choose(sandbox, userId, 'order', order);
}

/** Shows the rarely needed fields, unless the form already does. */
export async function openMoreOptions(sandbox: Sandbox, userId: string): Promise<void> {
  const blocks = sandbox.slack.client.openView(userId)?.view.blocks ?? [];
  if (findElement(blocks, 'rate') !== undefined) return;
  const { viewId, ref } = fieldOf(sandbox, userId, 'more_options');
  await sandbox.slack.client.press(userId, viewId, ref);
}

async function choose(
  sandbox: Sandbox,
  userId: string,
  actionId: string,
  choice: string | string[],
): Promise<void> {
  const at = fieldOf(sandbox, userId, actionId);
  await sandbox.slack.client.choose(userId, at.viewId, at.ref, choice);
}

/** The whole way from the command to a submitted form. */
export async function request(
  sandbox: Sandbox,
  userId: string,
  entries: Entries,
): Promise<Submission> {
  await openForm(sandbox, userId);
  await enter(sandbox, userId, entries);
  return submit(sandbox, userId);
}

/** Submits the form that the person has open. */
export async function submit(
  sandbox: Sandbox,
  userId: string,
  options: { readonly times?: number } = {},
): Promise<Submission> {
  const view = sandbox.slack.client.openView(userId);
  if (view === undefined) throw new Error(`${userId} has no form open`);
  return sandbox.slack.client.submit(userId, view.view.id, options);
}

/** The options a look-up offers for `query`. */
export async function offers(
  sandbox: Sandbox,
  userId: string,
  actionId: string,
  query: string,
): Promise<readonly Offer[]> {
  const at = fieldOf(sandbox, userId, actionId);
  const { options } = await sandbox.slack.client.suggest(userId, at.viewId, at.ref, query);
  return options.map((option) => ({
    value: stringAt(option, 'value') ?? '',
    text: isJsonObject(option.text) ? (stringAt(option.text, 'text') ?? '') : '',
  }));
}

/** One option of a look-up. */
export interface Offer {
  readonly value: string;
  readonly text: string;
}

/** The cards in the approval channel, oldest first. */
export function cards(sandbox: Sandbox): readonly Message[] {
  const { client, workspace } = sandbox.slack;
  const { botId } = workspace.state.app;
  return client
    .messages(people.approvals)
    .filter((message) => message.bot_id === botId && stateOf(message) !== undefined);
}

/** The state in a card's metadata. */
export function stateOf(card: Message): string | undefined {
  const payload = card.metadata?.event_payload;
  return isJsonObject(payload) ? stringAt(payload, 'state') : undefined;
}

/** Waits until `find` returns something; tries again whenever something may have changed. */
export async function until<T>(
  what: string,
  find: () => T | undefined,
  timeoutMs = 15_000,
): Promise<T> {
  const endMs = performance.now() + timeoutMs;
  for (;;) {
    const found = find();
    if (found !== undefined) return found;
    if (performance.now() > endMs) throw new Error(`Waited ${timeoutMs} ms in vain for ${what}`);
    await pause(POLL_MS);
  }
}

/** The newest card, once its state is none of `not`. */
export function cardNot(sandbox: Sandbox, ...not: readonly string[]): Promise<Message> {
  return until(`a card that is not ${not.join(' or ')}`, () => {
    const card = cards(sandbox).at(-1);
    const state = card && stateOf(card);
    return state !== undefined && !not.includes(state) ? card : undefined;
  });
}

export function click(sandbox: Sandbox, userId: string, card: Message, actionId: string) {
  const at = { channelId: people.approvals, ts: card.ts };
  return sandbox.slack.client.click(userId, at, actionId, { seen: card });
}

async function pickFirst(
  sandbox: Sandbox,
  userId: string,
  actionId: string,
  query: string,
): Promise<void> {
  const [first] = await offers(sandbox, userId, actionId, query);
  if (first === undefined) throw new Error(`Nothing is offered for ${actionId} "${query}"`);
  await choose(sandbox, userId, actionId, first.value);
}

interface Field {
  readonly viewId: string;
  readonly ref: ElementRef;
}

function fieldOf(sandbox: Sandbox, userId: string, actionId: string): Field {
  const record = sandbox.slack.client.openView(userId);
  const found = record && findElement(record.view.blocks, actionId);
  const blockId = found && stringAt(found.block, 'block_id');
  if (record === undefined || blockId === undefined)
    throw new Error(`${userId} sees no field ${actionId}`);
  return { viewId: record.view.id, ref: { blockId, actionId } };
}
