import { WebAPIRateLimitedError, type WebClient } from '@slack/web-api';
import { cardMetadata, copyMetadata, type Origin } from '../../ledger/card-metadata.ts';
import { type LineEntry, lineMetadata } from '../../ledger/line-metadata.ts';
import { findLine, findStrays, type LedgerCard, readCard, readCards } from '../../ledger/read.ts';
import { buildCard } from '../../messages/card/card.ts';
import { FULL, formOf, type Rung } from '../../messages/forms.ts';
import type { Card } from '../../model/card.ts';
import { directChannel, writeDirectly } from '../../posting/direct-message.ts';
import { postReply, removeStray, ThreadGoneError } from '../../posting/thread-reply.ts';
import { writeTaken } from '../../posting/write-taken.ts';
import { isLasting, refusalOf } from '../../slack-api/errors.ts';
import { type Message, NO_UNFURL } from '../../slack-api/message.ts';
import { readPermalink } from '../../slack-api/permalink.ts';
import { copyMessage } from './duplicate-card.ts';

/** Where a card stands. */
export interface Place {
  readonly channel: string;
  readonly ts: string;
}

/** What became of a write to Slack that trying again cannot mend. */
export type Written =
  | { readonly ok: true; readonly place: Place }
  | { readonly ok: false; readonly error: string };

/**
 * Slack as the workflow writes it: cards and lines of one execution. What is written is written on
 * `rung` of its ladder, at first whole; whoever asks for it takes a lower one after a refusal.
 */
export interface Channel {
  /** Posts the card; on a later attempt it first looks for its own earlier one. */
  postCard(card: Card, attempt: number, rung?: Rung): Promise<Written>;
  /**
   * Edits the card in place. One that somebody deleted is posted again, unless that was done before:
   * then the one in its place is edited.
   */
  editCard(place: Place, card: Card, rung?: Rung): Promise<Written>;
  /** Shows the card elsewhere than at `place`, where Slack takes no change of it. */
  moveCard(place: Place, card: Card, rung?: Rung): Promise<Written>;
  /** Edits the card in place, and does nothing else where it is gone. */
  refreshCard(place: Place, card: Card, rung?: Rung): Promise<Written>;
  /**
   * Makes notes of further cards of this execution, which point to the one at `place`: a posting that
   * was taken for lost may reach Slack after it was repeated.
   * @returns how many there were
   */
  withdrawCopies(place: Place, card: Card): Promise<number>;
  /**
   * Adds a line to the card's thread; `thread_not_found` where the card is gone, and then the line
   * stands nowhere.
   * @param mayBeThere whether to look for it first
   */
  addLine(
    place: Place,
    entry: LineEntry,
    message: Message,
    mayBeThere: boolean,
    rung?: Rung,
  ): Promise<Written>;
  /** The card at `ts`, if it is one of our own. @throws when Slack does not show the channel */
  readCard(ts: string): Promise<LedgerCard | undefined>;
  /** Slack's address of a message of the channel; `undefined` where Slack does not say. */
  linkOf(ts: string): Promise<string | undefined>;
  /** Edits a message of the bot where it stands; its metadata stays. */
  editMessage(place: Place, message: Message, rung?: Rung): Promise<Written>;
  /**
   * Sends a direct message. Nobody can look for an earlier one, so where it may have arrived it is
   * not written again after the third attempt; where it surely did not, it is tried again.
   */
  tell(userId: string, message: Message, attempt: number, rung?: Rung): Promise<Written>;
}

export interface ChannelConfig {
  readonly client: WebClient;
  readonly botId: string;
  readonly channel: string;
  readonly origin: Origin;
}

/** A deleted message; one with replies leaves a tombstone behind, which nobody can edit. */
const GONE = new Set(['message_not_found', 'cant_update_message']);

/** Slack's own name for a thread whose card is gone. */
export const THREAD_GONE = 'thread_not_found';

/** Messages that may have arrived each time: this attempt is the last one. */
export const LAST_UNSURE_ATTEMPT = 3;

/** @throws on anything that trying again may mend: the durable step is repeated. */
export function createChannel({ client, botId, channel, origin }: ChannelConfig): Channel {
  /** The cards of this execution, newest first, but for the one at `otherTs`. */
  async function* ownCards(card: Card, otherTs?: string): AsyncGenerator<string> {
    for await (const { ts, executionName } of readCards(
      client,
      botId,
      channel,
      card.askedAtMs - 60_000,
    ))
      if (executionName === origin.executionName && ts !== otherTs) yield ts;
  }

  async function findCard(card: Card, goneTs?: string): Promise<string | undefined> {
    for await (const ts of ownCards(card, goneTs)) return ts;
    return undefined;
  }

  /** The line, if it stands in the thread; what stands in the root instead is taken away. */
  async function findEarlier(threadTs: string, mark: string): Promise<string | undefined> {
    const line = [client, botId, channel, threadTs, origin.executionName, mark] as const;
    const inThread = await done(() => findLine(...line));
    if (inThread.ok && inThread.value !== undefined) return inThread.value;
    for await (const ts of findStrays(...line)) await removeStray(client, channel, ts);
    return undefined;
  }

  function formOfCard(card: Card, rung: Rung) {
    return formOf(buildCard(card), rung, cardMetadata(card, origin));
  }

  function postNew(card: Card, rung: Rung): Promise<Written> {
    return written(channel, async () => {
      const message = { channel, ...formOfCard(card, rung), ...NO_UNFURL };
      return (await client.chat.postMessage(message)).ts;
    });
  }

  function refreshCard({ ts }: Place, card: Card, rung = FULL): Promise<Written> {
    return written(channel, async () => {
      return (await client.chat.update({ channel, ts, ...formOfCard(card, rung) })).ts;
    });
  }

  /** Shows the card elsewhere than at `otherTs`, where it cannot be edited any more. */
  async function showElsewhere(otherTs: string, card: Card, rung: Rung): Promise<Written> {
    const found = await done(() => findCard(card, otherTs));
    if (!found.ok) return found;
    if (found.value === undefined) return postNew(card, rung);
    const edited = await refreshCard({ channel, ts: found.value }, card, rung);
    return isGone(edited) ? postNew(card, rung) : edited;
  }

  return {
    refreshCard,
    async postCard(card, attempt, rung = FULL) {
      const earlier = await done(async () => (attempt > 1 ? await findCard(card) : undefined));
      if (!earlier.ok) return earlier;
      if (earlier.value !== undefined) return { ok: true, place: { channel, ts: earlier.value } };
      return postNew(card, rung);
    },
    async editCard(place, card, rung = FULL) {
      const edited = await refreshCard(place, card, rung);
      if (!isGone(edited)) return edited;
      return showElsewhere(place.ts, { ...card, inPlaceOf: 'deleted' }, rung);
    },
    moveCard: ({ ts }, card, rung = FULL) =>
      showElsewhere(ts, { ...card, inPlaceOf: 'unchangeable' }, rung),
    async withdrawCopies(place, card) {
      const copies: string[] = [];
      for await (const ts of ownCards(card, place.ts)) copies.push(ts);
      if (copies.length === 0) return 0;
      const note = copyMessage(
        card.reference,
        await readPermalink(client, channel, place.ts),
        card.inPlaceOf,
      );
      const metadata = copyMetadata(origin, place.ts);
      for (const ts of copies)
        await written(channel, () =>
          writeTaken(
            note,
            async (form) => (await client.chat.update({ channel, ts, ...form })).ts,
            metadata,
          ),
        );
      return copies.length;
    },
    addLine: (place, entry, message, mayBeThere, rung = FULL) =>
      written(channel, async () => {
        const earlier = mayBeThere ? await findEarlier(place.ts, entry.mark) : undefined;
        if (earlier !== undefined) return earlier;
        const form = formOf(message, rung, lineMetadata(origin, entry));
        const line = { channel, thread_ts: place.ts, ...form, ...NO_UNFURL };
        return postReply(client, line);
      }),
    readCard: (ts) => readCard(client, botId, channel, ts),
    linkOf: (ts) => readPermalink(client, channel, ts),
    editMessage: ({ channel, ts }, message, rung = FULL) =>
      written(channel, async () => {
        return (await client.chat.update({ channel, ts, ...formOf(message, rung) })).ts;
      }),
    async tell(userId, message, attempt, rung = FULL) {
      const opened = await done(() => directChannel(client, userId));
      if (!opened.ok) return opened;
      try {
        return await written(opened.value, () =>
          writeDirectly(client, opened.value, formOf(message, rung)),
        );
      } catch (error) {
        if (attempt < LAST_UNSURE_ATTEMPT || error instanceof WebAPIRateLimitedError) throw error;
        return { ok: false, error: 'not_sure' };
      }
    },
  };
}

function isGone(written: Written): boolean {
  return !written.ok && GONE.has(written.error);
}

async function written(
  channel: string,
  write: () => Promise<string | undefined>,
): Promise<Written> {
  const wrote = await done(write);
  if (!wrote.ok) return wrote;
  if (wrote.value === undefined) throw new Error('Slack named no message');
  return { ok: true, place: { channel, ts: wrote.value } };
}

type Done<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: string };

/** What a call came to; @throws on what trying again may mend. */
async function done<T>(call: () => Promise<T>): Promise<Done<T>> {
  try {
    return { ok: true, value: await call() };
  } catch (error) {
    if (error instanceof ThreadGoneError) return { ok: false, error: THREAD_GONE };
    const refusal = refusalOf(error);
    if (refusal !== undefined && isLasting(refusal)) return { ok: false, error: refusal };
    throw error;
  }
}
