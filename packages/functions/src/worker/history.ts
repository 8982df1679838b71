import type { LedgerCard } from '../ledger/ledger-card.ts';
import { matchesQuery } from '../ledger/query.ts';
import { scanLedger } from '../ledger/scan.ts';
import { channelWords } from '../messages/channel-text.ts';
import { buildHistory, HISTORY_PAGE_SIZE } from '../messages/history.ts';
import { section } from '../messages/message.ts';
import { wentWrong } from '../messages/private/may-not-ask.ts';
import { REQUESTS_UNREAD } from '../messages/private/reading.ts';
import type { HistoryPage } from '../model/history-page.ts';
import { errorKind } from '../runtime/log.ts';
import { channelTroubleOf } from '../slack-api/channel-trouble.ts';
import { NO_LINKS, readPermalinks } from '../slack-api/permalink.ts';
import type { WorkerDeps } from './deps.ts';
import { type Asker, tell } from './tell.ts';

/**
 * Shows a person one page of the requests that they searched for, or says that the ledger could not be
 * read.
 * @param replaces whether it replaces the page that was clicked
 * @returns how many requests the page has
 * @throws if neither could be delivered; a retry is safe
 */
export async function showHistory(
  asker: Asker,
  page: HistoryPage,
  replaces: boolean,
  deps: WorkerDeps,
): Promise<number> {
  const read = await find(page, deps).catch((error: unknown) => unread(error, deps));
  if (typeof read === 'string') {
    await tell(asker, { text: read, blocks: [section(read)] }, deps);
    return 0;
  }
  await tell(asker, buildHistory(read), deps, replaces);
  return read.cards.length;
}

/** The message if the ledger could not be read. */
function unread(error: unknown, { newReference, log, source }: WorkerDeps): string {
  const reference = newReference();
  log.error('history_failed', { reference, error: errorKind(error) });
  const trouble = channelTroubleOf(error);
  return trouble
    ? `${REQUESTS_UNREAD} ${channelWords(trouble, source.channel)} Ref ${reference}`
    : wentWrong(REQUESTS_UNREAD, reference);
}

async function find(page: HistoryPage, { source, reading }: WorkerDeps) {
  const { query, before } = page;
  const permalink = await readPermalinks(source.client, source.channel).catch(() => NO_LINKS);
  const found: LedgerCard[] = [];
  const stretch = { sinceMs: query.sinceMs, beforeTs: before.at(-1) };
  const end = await scanLedger(source, stretch, reading, ({ cards }) => {
    const matching = cards.filter((card) => matchesQuery(card, query));
    found.push(...matching.slice(0, HISTORY_PAGE_SIZE + 1 - found.length));
    return found.length > HISTORY_PAGE_SIZE ? 'enough' : 'more';
  });
  const cards = found.slice(0, HISTORY_PAGE_SIZE);
  const isCutShort = end.kind === 'out_of_time';
  const lastTs = cards.at(-1)?.ts;
  const readDownTo = end.kind === 'out_of_time' ? (end.downToTs ?? before.at(-1)) : undefined;
  const olderBefore = found.length > cards.length ? lastTs : readDownTo;
  return { page, cards, olderBefore, isCutShort, permalink };
}
