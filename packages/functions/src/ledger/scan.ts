import { WebAPIRateLimitedError, type WebClient } from '@slack/web-api';
import { OutOfTimeError, type Patience, patiently } from '../slack-api/retry.ts';
import { asCard, type LedgerCard, type SlackMessage } from './ledger-card.ts';
import { LATEST } from './read.ts';

/** Where the ledger is: one channel, read as our own bot. */
export interface LedgerSource {
  readonly client: WebClient;
  readonly botId: string;
  readonly channel: string;
}

export interface Stretch {
  /** Milliseconds since the epoch; by default the beginning of the channel. */
  readonly sinceMs?: number | undefined;
  /** Only messages posted before this one; by default all. */
  readonly beforeTs?: string | undefined;
}

/** How a scan ended. */
export type ScanEnd =
  | { readonly kind: 'complete' }
  /** `onPage` asked for no more. */
  | { readonly kind: 'enough' }
  /** Everything down to this message was read, older ones were not; `undefined` if nothing was. */
  | { readonly kind: 'out_of_time'; readonly downToTs: string | undefined };

/** A page of the channel: our own bot's cards, newest first, and the other messages. */
export interface LedgerPage {
  readonly cards: readonly LedgerCard[];
  readonly others: readonly SlackMessage[];
  /** The timestamp of the page's oldest message, whoever wrote it. */
  readonly oldestTs: string | undefined;
}

/** Whether to read older pages. */
export type Wish = 'more' | 'enough';

/**
 * Slack's largest page (Slack docs: conversations.history). At 50 calls per minute it allows some 50,000
 * messages.
 */
const LARGEST_PAGE = 999;
const SMALLEST_PAGE = 100;

/**
 * Scans the ledger from newest to oldest, page by page, and retains nothing. If Slack fails to deliver a
 * large page, requests smaller ones.
 * @param onPage resolves to `enough` to end the scan
 * @throws any refusal that Slack names, and failures that persist
 */
export async function scanLedger(
  { client, botId, channel }: LedgerSource,
  { sinceMs, beforeTs }: Stretch,
  patience: Patience,
  onPage: (page: LedgerPage) => Wish | Promise<Wish>,
): Promise<ScanEnd> {
  let limit = LARGEST_PAGE;
  let cursor: string | undefined;
  let downToTs: string | undefined;
  const readPage = () =>
    client.conversations.history({
      channel,
      latest: beforeTs ?? LATEST,
      ...(sinceMs !== undefined && { oldest: (sinceMs / 1000).toFixed(6) }),
      limit,
      include_all_metadata: true,
      ...(cursor !== undefined && { cursor }),
    });
  try {
    for (;;) {
      const answer = await patiently(patience, () =>
        readPage().catch((error: unknown) => {
          if (!(error instanceof WebAPIRateLimitedError))
            limit = Math.max(SMALLEST_PAGE, Math.floor(limit / 2));
          throw error;
        }),
      );
      const page = asPage(answer.messages ?? [], botId);
      if ((await onPage(page)) === 'enough') return { kind: 'enough' };
      downToTs = page.oldestTs ?? downToTs;
      cursor = answer.response_metadata?.next_cursor || undefined;
      if (cursor === undefined) return { kind: 'complete' };
    }
  } catch (error) {
    if (error instanceof OutOfTimeError) return { kind: 'out_of_time', downToTs };
    throw error;
  }
}

function asPage(messages: readonly SlackMessage[], botId: string): LedgerPage {
  const cards: LedgerCard[] = [];
  const others: SlackMessage[] = [];
  for (const message of messages) {
    const card = asCard(message, botId);
    if (card !== undefined) cards.push(card);
    else if (message.bot_id === botId) others.push(message);
  }
  return { cards, others, oldestTs: messages.at(-1)?.ts };
}
