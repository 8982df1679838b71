import type { WebClient } from '@slack/web-api';
import * as z from 'zod';
import { METADATA } from './event-types.ts';
import { asCard, type LedgerCard, type SlackMessage } from './ledger-card.ts';

export type { LedgerCard } from './ledger-card.ts';

const PAGE = 100;
const MAX_PAGES = 20;
/** A stray is among the newest messages: its step is retried within minutes. */
const STRAY_PAGES = 5;
/**
 * Later than any message. Without it, pages would start at the oldest (Slack docs: conversations.history).
 */
export const LATEST = '9999999999.000000';

/** Reads the card at `ts`; `undefined` if our own bot posted none there. */
export async function readCard(
  client: WebClient,
  botId: string,
  channel: string,
  ts: string,
): Promise<LedgerCard | undefined> {
  const { messages } = await client.conversations.history({
    channel,
    latest: ts,
    oldest: ts,
    inclusive: true,
    limit: 1,
    include_all_metadata: true,
  });
  return (messages ?? []).map((message) => asCard(message, botId)).find((card) => card?.ts === ts);
}

/** A page of the channel's newest messages, as far as they are cards of our own bot. */
export interface CardPage {
  readonly cards: readonly LedgerCard[];
  /** Where the next page begins, if there is one. */
  readonly cursor: string | undefined;
}

/** Reads a page of a hundred messages, newest first. */
export async function readCardPage(
  client: WebClient,
  botId: string,
  channel: string,
  { sinceMs = 0, cursor }: { readonly sinceMs?: number; readonly cursor?: string | undefined },
): Promise<CardPage> {
  const answer = await client.conversations.history({
    channel,
    oldest: String(Math.floor(sinceMs / 1000)),
    latest: LATEST,
    limit: PAGE,
    include_all_metadata: true,
    ...(cursor !== undefined && { cursor }),
  });
  const cards = (answer.messages ?? []).map((message) => asCard(message, botId));
  return {
    cards: cards.filter((card) => card !== undefined),
    cursor: answer.response_metadata?.next_cursor || undefined,
  };
}

/**
 * Yields our own bot's cards posted since `sinceMs`, newest first, page by page.
 * @param maxPages maximum number of pages of a hundred messages to read
 */
export async function* readCards(
  client: WebClient,
  botId: string,
  channel: string,
  sinceMs: number,
  maxPages = MAX_PAGES,
): AsyncGenerator<LedgerCard> {
  let cursor: string | undefined;
  for (let page = 0; page < maxPages; page++) {
    const read = await readCardPage(client, botId, channel, { sinceMs, cursor });
    yield* read.cards;
    cursor = read.cursor;
    if (cursor === undefined) return;
  }
}

/** A line of a thread, as read from the channel. */
export interface LedgerLine {
  readonly ts: string;
  readonly text: string;
  /** Unique within the execution. */
  readonly mark: string;
  readonly kind: string;
  /** The number of the transition; 0 if it has none. */
  readonly number: number;
  readonly atMs: number | undefined;
  /** Earlier versions asked in the thread whether the webhooks arrived. */
  readonly hasButtons: boolean;
}

/** Yields the execution's own lines below a card, page by page. */
export async function* readLines(
  client: WebClient,
  botId: string,
  channel: string,
  threadTs: string,
  execution: string,
): AsyncGenerator<LedgerLine> {
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const answer = await client.conversations.replies({
      channel,
      ts: threadTs,
      limit: PAGE,
      include_all_metadata: true,
      ...(cursor !== undefined && { cursor }),
    });
    for (const message of answer.messages ?? []) {
      const line = asLine(message, botId, execution);
      if (line !== undefined) yield line;
    }
    cursor = answer.response_metadata?.next_cursor || undefined;
    if (cursor === undefined) return;
  }
}

/** The timestamp of the execution's own line with this mark, if it was posted. */
export async function findLine(
  client: WebClient,
  botId: string,
  channel: string,
  threadTs: string,
  execution: string,
  mark: string,
): Promise<string | undefined> {
  for await (const line of readLines(client, botId, channel, threadTs, execution))
    if (line.mark === mark) return line.ts;
  return undefined;
}

/**
 * Yields the execution's own lines with this mark in the channel's root, newest first: replies whose parent
 * was gone. Searches only the newest messages.
 * @param sinceTs the message that they replied to
 */
export async function* findStrays(
  client: WebClient,
  botId: string,
  channel: string,
  sinceTs: string,
  execution: string,
  mark: string,
): AsyncGenerator<string> {
  let cursor: string | undefined;
  for (let page = 0; page < STRAY_PAGES; page++) {
    const answer = await client.conversations.history({
      channel,
      oldest: sinceTs,
      latest: LATEST,
      limit: PAGE,
      include_all_metadata: true,
      ...(cursor !== undefined && { cursor }),
    });
    for (const message of answer.messages ?? []) {
      const isReply = message.thread_ts !== undefined && message.thread_ts !== message.ts;
      const line = isReply ? undefined : asLine(message, botId, execution);
      if (line?.mark === mark) yield line.ts;
    }
    cursor = answer.response_metadata?.next_cursor || undefined;
    if (cursor === undefined) return;
  }
}

const linePayload = z.object({
  execution: z.string(),
  line: z.string(),
  kind: z.string().default(''),
  n: z.number().default(0),
  at: z
    .number()
    .transform((seconds) => seconds * 1000)
    .optional(),
});

function asLine(
  message: SlackMessage & {
    readonly text?: string | undefined;
    readonly blocks?: readonly { readonly type?: string }[] | undefined;
  },
  botId: string,
  execution: string,
): LedgerLine | undefined {
  const { ts, text = '', blocks = [], bot_id: author, metadata } = message;
  if (ts === undefined || author !== botId || metadata?.event_type !== METADATA.line)
    return undefined;
  const { data } = linePayload.safeParse(metadata.event_payload);
  if (data?.execution !== execution) return undefined;
  const { line: mark, kind, n: number, at: atMs } = data;
  const hasButtons = blocks.some(({ type }) => type === 'actions');
  return { ts, text, mark, kind, number, atMs, hasButtons };
}
