import { WebAPIRateLimitedError, type WebClient } from '@slack/web-api';
import { OutOfTimeError, type Patience, patiently } from '../slack-api/retry.ts';
import { asCard, type LedgerCard, type SlackMessage } from './ledger-card.ts';
import { LATEST } from './read.ts';

/** Where the ledger is: one channel, as our own bot reads it. */
export interface LedgerSource {
  readonly client: WebClient;
  readonly botId: string;
  readonly channel: string;
}

export interface Stretch {
  /** Milliseconds since the epoch; left out: from the beginning of the channel. */
  readonly sinceMs?: number | undefined;
  /** Only what was posted before this message; left out: up to now. */
  readonly beforeTs?: string | undefined;
}

/** How a reading ended. */
export type ScanEnd =
  | { readonly kind: 'complete' }
  /** `onPage` had enough. */
  | { readonly kind: 'enough' }
  /** Everything from here on is read, what is older is not; `undefined`: nothing is. */
  | { readonly kind: 'out_of_time'; readonly downToTs: string | undefined };

/** One page of the channel: cards of our own bot, newest first, and all other messages of it. */
export interface LedgerPage {
  readonly cards: readonly LedgerCard[];
  readonly others: readonly SlackMessage[];
  /** The time of the oldest message of the page, whoever wrote it. */
  readonly oldestTs: string | undefined;
}

/** Whether older pages are wanted. */
export type Wish = 'more' | 'enough';

/** Slack's largest page (Slack docs: conversations.history): 50 a minute are some 50,000 messages. */
const LARGEST_PAGE = 999;
const SMALLEST_PAGE = 100;

/**
 * Reads the ledger from new to old, one page at a time, and keeps none of them. Where Slack does
 * not bring a large page, smaller ones are asked for.
 * @param onPage resolves to `enough` to end the reading
 * @throws what Slack refuses by name, and a trouble that stays
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
