import type { Button, KnownBlock } from '@slack/types';
import type { LedgerCard } from '../ledger/ledger-card.ts';
import { type HistoryPage, writeHistoryPage } from '../model/history-page.ts';
import type { HistoryQuery } from '../model/history-query.ts';
import { count, fitted } from '../runtime/text.ts';
import type { Message } from '../slack-api/message.ts';
import type { Permalink } from '../slack-api/permalink.ts';
import { ACTIONS } from './ids.ts';
import { button, context, section } from './message.ts';
import { foreign, mention, readerTime } from './mrkdwn.ts';
import { requestLines } from './request-summary.ts';

/** Requests on a page: what fits a message's budget, whatever they hold. */
export const HISTORY_PAGE_SIZE = 8;

/** One page of what was found in the ledger. */
export interface FoundPage {
  readonly page: HistoryPage;
  /** Newest first, at most `HISTORY_PAGE_SIZE`. */
  readonly cards: readonly LedgerCard[];
  /** Where the next older page begins; `undefined` when the beginning of the ledger is reached. */
  readonly olderBefore: string | undefined;
  /** Whether time ran out before the page was full. */
  readonly isCutShort: boolean;
  readonly permalink: Permalink;
}

/** The requests that were looked for, as one person is shown them. */
export function buildHistory(found: FoundPage): Message {
  const { page, cards, permalink } = found;
  const what = queryWords(page.query);
  const heading = cards.length === 0 ? emptyWords(found) : `*Requests${what}*, newest first`;
  return {
    text:
      cards.length === 0
        ? heading
        : `Requests${what}: ${count(cards.length, 'request', 'requests')}, newest first.`,
    blocks: [
      section(heading),
      ...cards.map((card) => section(requestLines(card, permalink))),
      ...(found.isCutShort && cards.length > 0 ? [section(CUT_SHORT)] : []),
      ...pagingBlocks(found),
      ...pageBlocks(found),
    ],
    short: { compact: shortWords(heading, found, 2_500), small: shortWords(heading, found, 1_200) },
  };
}

/** As many of the requests as fit, newest first. */
function shortWords(heading: string, { cards, permalink }: FoundPage, maxChars: number): string {
  const requests = cards.map((card) => requestLines(card, permalink));
  return [heading, fitted(requests, '\n', maxChars, (left) => `and ${left} more`)].join('\n');
}

/** ` for event 41231, asked or decided by @Ada, since 1 November`: what is looked for. */
export function queryWords(query: HistoryQuery): string {
  const { eventId, organization, userId, ticket, text, sinceMs } = query;
  const parts = [
    eventId === undefined ? undefined : `for event ${foreign(eventId, 20)}`,
    organization === undefined ? undefined : `of organization ${foreign(organization, 60)}`,
    userId === undefined ? undefined : `asked or decided by ${mention(userId)}`,
    ticket === undefined ? undefined : `with ticket ${foreign(ticket, 60)}`,
    text === undefined ? undefined : `with "${foreign(text, 60)}"`,
    sinceMs === undefined ? undefined : `since ${readerTime(sinceMs)}`,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? '' : ` ${parts.join(', ')}`;
}

const CUT_SHORT = "That's all Slack loaded in time. Press *Older* to keep looking.";

function emptyWords({ page, olderBefore, isCutShort }: FoundPage): string {
  const what = queryWords(page.query);
  if (isCutShort && olderBefore === undefined)
    return "Slack didn't load the channel in time. Ask again in a minute.";
  if (olderBefore !== undefined) return `No requests${what} so far. ${CUT_SHORT}`;
  return page.before.length === 0 ? `No requests${what}.` : `No older requests${what}.`;
}

function pageBlocks({ page, cards }: FoundPage): KnownBlock[] {
  return cards.length === 0 ? [] : [context(`Page ${page.before.length + 1}`)];
}

function pagingBlocks({ page, olderBefore }: FoundPage): KnownBlock[] {
  const { query, before } = page;
  const buttons = [
    ...(before.length === 0
      ? []
      : [pageButton(ACTIONS.historyNewer, 'Newer', { query, before: before.slice(0, -1) })]),
    ...(olderBefore === undefined
      ? []
      : [pageButton(ACTIONS.historyOlder, 'Older', { query, before: [...before, olderBefore] })]),
  ];
  return buttons.length === 0 ? [] : [{ type: 'actions', block_id: 'paging', elements: buttons }];
}

function pageButton(actionId: string, label: 'Newer' | 'Older', page: HistoryPage): Button {
  const reads = `${label} requests`;
  return button(actionId, label, reads, writeHistoryPage(page));
}
