import { WebAPIRateLimitedError, type WebClient } from '@slack/web-api';
import { cardMetadata, copyMetadata, type Origin } from '../../ledger/card-metadata.ts';
import { type LineEntry, lineMetadata } from '../../ledger/line-metadata.ts';
import { findLine, findStrays, type LedgerCard, readCard, readCards } from '../../ledger/read.ts';
import { buildCard } from '../../messages/card/card.ts';
import { copyMessage } from '../../messages/card/duplicate-card.ts';
import { FULL, formOf, type Rung } from '../../messages/forms.ts';
import type { Card } from '../../model/card.ts';
import { directChannel, writeDirectly } from '../../posting/direct-message.ts';
import { answerPrivately } from '../../posting/private-answer.ts';
import { postReply, removeStray, ThreadGoneError } from '../../posting/thread-reply.ts';
import { writeTaken } from '../../posting/write-taken.ts';
import type { Log } from '../../runtime/log.ts';
import { isLasting, refusalOf } from '../../slack-api/errors.ts';
import { type Message, NO_UNFURL } from '../../slack-api/message.ts';
import { readPermalink } from '../../slack-api/permalink.ts';

/** The location of a card. */
export interface Place {
  readonly channel: string;
  readonly ts: string;
}

/** The result of a write to Slack, once no retry can improve it. */
export type Written =
  | { readonly ok: true; readonly place: Place }
  | { readonly ok: false; readonly error: string };

/**
 * Slack as the workflow writes to it: the cards and lines of one execution. A write uses `rung` of its
 * message's ladder, by default the full message; after a refusal the caller tries a lower one.
 */
export interface Channel {
  /** Posts the card. On a retry it first looks for one that an earlier attempt posted. */
  postCard(card: Card, attempt: number, rung?: Rung): Promise<Written>;
  /**
   * Edits the card in place. If it was deleted, posts a replacement, or edits the replacement that an
   * earlier edit posted.
   */
  editCard(place: Place, card: Card, rung?: Rung): Promise<Written>;
  /** Posts a replacement for the card at `place`, which Slack refuses to change. */
  moveCard(place: Place, card: Card, rung?: Rung): Promise<Written>;
  /** Edits the card in place; does nothing if it is gone. */
  refreshCard(place: Place, card: Card, rung?: Rung): Promise<Written>;
  /**
   * Turns duplicate cards of this execution into notes that point to the one at `place`. A post that was
   * presumed lost may reach Slack after its retry.
   * @returns how many there were
   */
  withdrawCopies(place: Place, card: Card): Promise<number>;
  /**
   * Adds a line to the card's thread; `thread_not_found` if the card is gone, in which case no line
   * remains.
   * @param mayBeThere whether to look for it first
   */
  addLine(
    place: Place,
    entry: LineEntry,
    message: Message,
    mayBeThere: boolean,
    rung?: Rung,
  ): Promise<Written>;
  /** The card at `ts`, if it is our own. @throws if Slack does not show the channel */
  readCard(ts: string): Promise<LedgerCard | undefined>;
  /** Slack's permalink of a message in the channel; `undefined` if Slack does not return one. */
  linkOf(ts: string): Promise<string | undefined>;
  /** Edits the line with this mark, if it stands in the card's thread; its metadata stays. */
  editLine(place: Place, mark: string, message: Message, rung?: Rung): Promise<Written>;
  /** Edits a message of the bot in place; its metadata stays. */
  editMessage(place: Place, message: Message, rung?: Rung): Promise<Written>;
  /**
   * Sends a direct message. An earlier one cannot be looked up, so if it may have arrived, it is sent at
   * most three times; if it certainly has not, it is retried.
   */
  tell(userId: string, message: Message, attempt: number, rung?: Rung): Promise<Written>;
  /** Responds privately through a response URL, in one attempt. @returns whether Slack took it */
  answer(responseUrl: string, message: Message): Promise<boolean>;
}

export interface ChannelConfig {
  readonly client: WebClient;
  readonly botId: string;
  readonly channel: string;
  readonly origin: Origin;
  /** The workspace whose people are answered. */
  readonly teamId: string;
  /** Whether responses may be sent to this machine. */
  readonly allowLoopback: boolean;
  readonly log: Log;
}

/** Errors for a deleted message. One with replies leaves a tombstone, which cannot be edited. */
const GONE = new Set(['message_not_found', 'cant_update_message']);

/** Slack's name for a missing thread parent. */
export const THREAD_GONE = 'thread_not_found';

/** The last attempt to send a message that may have arrived each time. */
export const LAST_UNSURE_ATTEMPT = 3;

/** @throws on anything that a retry may fix: the durable step then retries */
export function createChannel(config: ChannelConfig): Channel {
  const { client, botId, channel, origin } = config;

  /** This execution's cards, newest first, except the one at `otherTs`. */
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

  /** Finds the line in the thread; deletes it from the channel's root if it ended up there. */
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

  function editMessage({ channel, ts }: Place, message: Message, rung = FULL): Promise<Written> {
    return written(channel, async () => {
      return (await client.chat.update({ channel, ts, ...formOf(message, rung) })).ts;
    });
  }

  /** Shows the card somewhere other than `otherTs`, where it can no longer be edited. */
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
    async editLine(place, mark, message, rung = FULL) {
      const found = await done(() => findEarlier(place.ts, mark));
      if (!found.ok) return found;
      if (found.value === undefined) return { ok: true, place };
      const edited = await editMessage({ channel, ts: found.value }, message, rung);
      return isGone(edited) ? { ok: true, place } : edited;
    },
    editMessage,
    answer: (responseUrl, message) =>
      answerPrivately(responseUrl, message, { ...config, attempt: (call) => call() }),
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

/** The result of a call. @throws on anything that a retry may fix */
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
