import type { WebClient } from '@slack/web-api';
import { METADATA } from '../ids.ts';
import { asCard, type LedgerCard, type SlackMessage } from './card-payload.ts';

export type { CardPayload, LedgerCard } from './card-payload.ts';

const PAGE = 100;
const MAX_PAGES = 20;
/** Later than any message: without it, pages would begin with the oldest (Slack docs: conversations.history). */
export const LATEST = '9999999999.000000';

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
      latest: LATEST,
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

/** The time of the execution's own thread line with this mark, if it was posted. */
export async function findLine(
  client: WebClient,
  botId: string,
  channel: string,
  threadTs: string,
  execution: string,
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
    const found = (answer.messages ?? []).find((message) =>
      isLine(message, botId, execution, line),
    );
    if (found?.ts !== undefined) return found.ts;
    cursor = answer.response_metadata?.next_cursor || undefined;
    if (cursor === undefined) return undefined;
  }
  return undefined;
}

function isLine(message: SlackMessage, botId: string, execution: string, line: string): boolean {
  if (message.bot_id !== botId || message.metadata?.event_type !== METADATA.line) return false;
  const payload = message.metadata.event_payload;
  if (payload === undefined || !('line' in payload) || !('execution' in payload)) return false;
  return payload.line === line && payload.execution === execution;
}
