import type { WebClient } from '@slack/web-api';
import * as z from 'zod';
import { METADATA } from '../ids.ts';

const PAGE = 100;
const MAX_PAGES = 20;

const cardPayload = z.object({
  v: z.literal(1),
  execution: z.string(),
  execution_arn: z.string(),
  reference: z.string().default(''),
  state: z.string(),
  requester: z.string(),
  resource: z.string().default(''),
  organization: z.string().default(''),
  configuration: z.string().default(''),
  event_ids: z.string().optional(),
  asked_at: z.number().optional(),
  decided_by: z.string().optional(),
  decided_at: z.number().optional(),
});

const scalarsSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

/** A card's metadata, version 1, as far as it is read back; further fields are in `scalars`. */
export type CardPayload = z.infer<typeof cardPayload>;

/** A card of the ledger, read back from its metadata. */
export interface LedgerCard {
  readonly ts: string;
  readonly payload: CardPayload;
  /** The whole payload, to be written back with a change. */
  readonly scalars: Readonly<Record<string, string | number | boolean>>;
}

interface SlackMessage {
  readonly ts?: string | undefined;
  readonly bot_id?: string | undefined;
  readonly metadata?: { event_type?: string; event_payload?: object } | undefined;
}

/** The card at `ts`; `undefined` when there is none of our own bot. */
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

/**
 * The cards of our own bot posted since `sinceMs`, newest first, page by page.
 * @param maxPages how many pages of a hundred messages are read at most
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
    const answer = await client.conversations.history({
      channel,
      oldest: String(Math.floor(sinceMs / 1000)),
      limit: PAGE,
      include_all_metadata: true,
      ...(cursor !== undefined && { cursor }),
    });
    for (const message of answer.messages ?? []) {
      const card = asCard(message, botId);
      if (card !== undefined) yield card;
    }
    cursor = answer.response_metadata?.next_cursor || undefined;
    if (cursor === undefined) return;
  }
}

/** The time of our own thread line with this mark, if it was posted. */
export async function findLine(
  client: WebClient,
  botId: string,
  channel: string,
  threadTs: string,
  line: string,
): Promise<string | undefined> {
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const answer = await client.conversations.replies({
      channel,
      ts: threadTs,
      limit: PAGE,
      include_all_metadata: true,
      ...(cursor !== undefined && { cursor }),
    });
    const found = (answer.messages ?? []).find((message) => isLine(message, botId, line));
    if (found?.ts !== undefined) return found.ts;
    cursor = answer.response_metadata?.next_cursor || undefined;
    if (cursor === undefined) return undefined;
  }
  return undefined;
}

function asCard(message: SlackMessage, botId: string): LedgerCard | undefined {
  if (message.bot_id !== botId || message.ts === undefined) return undefined;
  if (message.metadata?.event_type !== METADATA.card) return undefined;
  const scalars = scalarsSchema.safeParse(message.metadata.event_payload);
  const payload = cardPayload.safeParse(scalars.data);
  if (!scalars.success || !payload.success) return undefined;
  return { ts: message.ts, payload: payload.data, scalars: scalars.data };
}

function isLine(message: SlackMessage, botId: string, line: string): boolean {
  if (message.bot_id !== botId || message.metadata?.event_type !== METADATA.line) return false;
  const payload = message.metadata.event_payload;
  return payload !== undefined && 'line' in payload && payload.line === line;
}
