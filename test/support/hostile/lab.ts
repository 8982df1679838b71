import { cards, click, enter, openForm, submit } from '@doo-repush/sandbox/driver';
import type { Sandbox } from '@doo-repush/sandbox/sandbox';
import type { Delivery } from '@doo-repush/sandbox/slack/client/delivery';
import type { JsonObject } from '@doo-repush/sandbox/slack/json';
import type { Message } from '@doo-repush/sandbox/slack/workspace/model';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { callbackOf, completeCallback } from '../callbacks.ts';
import { acmeOrders } from '../product.ts';
import { answerTo } from '../raw-case.ts';
import { changedInteraction, signedEvent } from '../raw-delivery.ts';
import { ask, fillReason, HOUR_MS, hasButtons, now } from '../requests.ts';

type Change = (payload: JsonObject) => object;

/** The response: the HTTP status, and everything that somebody was told in it or privately. */
export interface Reply {
  readonly status: number;
  readonly text: string;
}

/**
 * A product with two pending requests, one by René and one by the approver, and the means to send what only
 * Slack can sign: altered clicks, forms and events.
 */
export interface Lab {
  readonly sandbox: Sandbox;
  /** The current pending card of the requester's request. */
  card(): Promise<Message>;
  /** The pending card of the approver's request. */
  approversCard(): Promise<Message>;
  /** A button value whose callback has been completed. */
  usedCallback(): Promise<string>;
  /** A click on `card` with any change; the person told is the one who clicked first. */
  click(card: Message, actionId: string, change: Change): Promise<Reply>;
  /** A filled-in request form with any change. */
  requestForm(change: Change): Promise<Reply>;
  /** A filled-in rejection form of the approver for `card()`, with any change. */
  rejectForm(change: Change): Promise<Reply>;
  /** Any signed body. */
  send(body: string, contentType?: string): Promise<Reply>;
  /** Sends a result directly to the callback of `card()`, bypassing the slack function. */
  complete(result: string): Promise<Reply>;
}

/** Cards are replaced by new ones well before they expire. */
const FRESH_MS = 12 * HOUR_MS;

export function createLab(sandbox: Sandbox): Lab {
  const { client } = sandbox.slack;
  const waiting = new Map<string, Message>();
  let requestForm: Delivery | undefined;
  let rejectForm: Delivery | undefined;
  let used: string | undefined;

  async function cardOf(userId: string): Promise<Message> {
    const known = waiting.get(userId);
    const isFresh = known && sandbox.clock.now() - Number(known.ts) * 1000 < FRESH_MS;
    if (isFresh && hasButtons(now(sandbox, known))) return now(sandbox, known);
    const card = await ask(sandbox, {}, userId);
    waiting.set(userId, card);
    return card;
  }

  async function redelivered(recorded: Delivery, change: Change): Promise<Reply> {
    const before = client.ephemerals(recorded.userId).length;
    const body = changedInteraction(recorded.body, change);
    const { delivery, text = '' } = await client.redeliver({ ...recorded, body });
    await sandbox.lambda.idle();
    const told = client
      .ephemerals(recorded.userId)
      .slice(before)
      .filter(({ text }) => !text.startsWith('Sent for approval'));
    return {
      status: delivery.status ?? 0,
      text: [text, ...told.map((each) => each.text)].join('\n').trim(),
    };
  }

  return {
    sandbox,
    card: () => cardOf(people.requester),
    approversCard: () => cardOf(people.approver),
    async usedCallback() {
      const card = await cardOf(people.secondRequester);
      used ??= callbackOf(card);
      if (used === callbackOf(card)) await completeCallback(sandbox, used, 'nonsense');
      return used;
    },
    async click(card, actionId, change) {
      // The second requester may decide nothing, so the recorded click has no effect.
      const recorded = await click(sandbox, people.secondRequester, card, actionId);
      return redelivered(recorded, change);
    },
    async requestForm(change) {
      requestForm ??= await unsubmitted(sandbox);
      const viewId = sandbox.slack.workspace.newId('V');
      return redelivered(requestForm, (payload) => {
        const text = JSON.stringify(payload).replace('"value":" "', '"value":"CRM outage"');
        const filled: JsonObject = JSON.parse(text);
        return change({ ...filled, view: { ...asObject(filled.view), id: viewId } });
      });
    },
    async rejectForm(change) {
      const card = await cardOf(people.requester);
      rejectForm ??= await unsubmittedRejection(sandbox, card);
      return redelivered(rejectForm, (payload) =>
        change(JSON.parse(JSON.stringify(payload).replace('"value":" "', '"value":"Not now"'))),
      );
    },
    async send(body, contentType) {
      const answer = await answerTo(sandbox, (nowMs) =>
        signedEvent(body, { nowMs, ...(contentType !== undefined && { contentType }) }),
      );
      await sandbox.lambda.idle();
      const { statusCode, body: text } = asObject(JSON.parse(JSON.stringify(answer)));
      return { status: Number(statusCode), text: String(text ?? '') };
    },
    async complete(result) {
      const card = await cardOf(people.requester);
      await completeCallback(sandbox, callbackOf(card), result);
      const line = client.thread(people.approvals, card.ts).at(-1);
      return { status: 200, text: line?.text ?? '' };
    },
  };
}

/** The object in a payload; an empty one for any other value. */
export function asObject(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? JSON.parse(JSON.stringify(value))
    : {};
}

/** A submission that was refused because its reason was empty, and so can be sent again with changes. */
async function unsubmitted(sandbox: Sandbox): Promise<Delivery> {
  const before = cards(sandbox).length;
  await openForm(sandbox, people.requester);
  await enter(sandbox, people.requester, { ...acmeOrders, reason: ' ' });
  return heldBack(sandbox, people.requester, before);
}

async function unsubmittedRejection(sandbox: Sandbox, card: Message): Promise<Delivery> {
  const before = cards(sandbox).length;
  await click(sandbox, people.approver, card, 'reject');
  await fillReason(sandbox, people.approver, ' ');
  return heldBack(sandbox, people.approver, before);
}

async function heldBack(sandbox: Sandbox, userId: string, cardsBefore: number): Promise<Delivery> {
  const { outcome, deliveries } = await submit(sandbox, userId);
  const [held] = deliveries;
  if (held === undefined || outcome !== 'errors' || cards(sandbox).length !== cardsBefore)
    throw new Error(`The form was not held back: ${outcome}`);
  return held;
}
