import type { Asked } from '../../ledger/overlap.ts';
import type { LedgerCard } from '../../ledger/read.ts';
import { type LedgerSource, scanLedger } from '../../ledger/scan.ts';
import type { EarlierFacts } from '../../model/checked-request.ts';
import type { Patience } from '../../slack-api/retry.ts';
import { createFound, mergeFacts, REPEAT_MS } from './duplicates-found.ts';

export interface EarlierContext {
  /** This request's own execution, which is not earlier than itself. */
  readonly executionArn: string;
  readonly nowMs: number;
  /** How long after it was asked a request may still have been decided. */
  readonly approvalTimeoutMs: number;
}

/** How far back the first repush to a configuration is looked for, unless time or pages end before. */
const LOOK_BACK_MS = 90 * 24 * 3_600_000;
const MAX_PAGES = 5;
/** How far the clocks of Slack and AWS may be apart. */
const CLOCKS_DIFFER_MS = 5_000;
/**
 * What the ledger says of earlier requests that overlap with this one, or name one of its events for
 * another organization. Where Slack does not show it in time, or does not show all of the time in which
 * a request is a repeat, the answer is `unread`.
 */
export async function readEarlier(
  source: () => Promise<LedgerSource>,
  asked: Asked,
  context: EarlierContext,
  patience: Patience,
): Promise<EarlierFacts> {
  try {
    return await readOnce(await source(), asked, context, patience);
  } catch {
    return { kind: 'unread' };
  }
}

async function readOnce(
  source: LedgerSource,
  asked: Asked,
  { executionArn, nowMs, approvalTimeoutMs }: EarlierContext,
  patience: Patience,
): Promise<EarlierFacts> {
  const lookedBackToMs = nowMs - LOOK_BACK_MS;
  const repeatsFromMs = nowMs - REPEAT_MS - approvalTimeoutMs;
  const found = createFound(asked, executionArn, nowMs);
  let pages = 0;
  let readToMs = nowMs;
  let newestTs: string | undefined;
  const end = await scanLedger(
    source,
    { sinceMs: lookedBackToMs },
    patience,
    ({ cards, oldestTs }) => {
      newestTs ??= cards[0]?.ts;
      found.add(cards);
      pages += 1;
      readToMs = oldestTs === undefined ? readToMs : Number(oldestTs) * 1000;
      const isEnough = pages >= MAX_PAGES || !found.wantsMore();
      return readToMs < repeatsFromMs && isEnough ? 'enough' : 'more';
    },
  );
  if (end.kind === 'complete') readToMs = lookedBackToMs;
  if (readToMs > repeatsFromMs) return { kind: 'unread' };
  return {
    ...(await found.facts(source)),
    ...(found.isFirst() && { firstSinceMs: Math.max(readToMs, lookedBackToMs) }),
    ...(newestTs !== undefined && { newestTs }),
  };
}

/**
 * The same once more, at the moment of an approval. What else was known before stays.
 * @throws when Slack does not show it in time
 */
export async function readEarlierAgain(
  source: LedgerSource,
  asked: Asked,
  { executionArn, nowMs: askedAtMs, approvalTimeoutMs }: EarlierContext,
  known: EarlierFacts,
  patience: Patience,
): Promise<EarlierFacts> {
  const found = createFound(asked, executionArn, askedAtMs);
  const sinceMs = askedAtMs - REPEAT_MS - approvalTimeoutMs;
  const end = await scanLedger(source, { sinceMs }, patience, ({ cards }) => {
    found.add(cards);
    return 'more';
  });
  if (end.kind !== 'complete') throw new Error('Slack did not show the channel in time');
  const facts = await found.facts(source);
  if (known.kind === 'unread') return facts;
  const { firstSinceMs, last, elsewhere, newestTs } = known;
  return {
    ...facts,
    ...(firstSinceMs !== undefined && found.isFirst() && { firstSinceMs }),
    ...(last !== undefined && { last }),
    ...(elsewhere !== undefined && { elsewhere }),
    ...(newestTs !== undefined && { newestTs }),
  };
}

export interface Meanwhile {
  readonly executionArn: string;
  /** The request's own card: what counts as earlier was posted before it. */
  readonly ownTs: string;
  /** When the check began, which read the ledger a moment later. */
  readonly sinceMs: number;
}

/**
 * What the ledger says once the request's own card stands in it: requests that were checked at the
 * same moment did not see each other, but their cards have an order.
 * @param known what the check read
 * @returns `undefined` where nothing has come to it
 * @throws when Slack does not show it in time
 */
export async function readMeanwhile(
  source: LedgerSource,
  asked: Asked,
  { executionArn, ownTs, sinceMs }: Meanwhile,
  known: EarlierFacts,
  patience: Patience,
): Promise<EarlierFacts | undefined> {
  if (known.kind === 'unread') return undefined;
  const { newestTs = '0' } = known;
  const found = createFound(asked, executionArn, sinceMs);
  const stretch = { sinceMs: sinceMs - CLOCKS_DIFFER_MS, beforeTs: ownTs };
  const isFresh = ({ ts }: LedgerCard) => Number(ts) > Number(newestTs) && ts !== ownTs;
  const end = await scanLedger(source, stretch, patience, ({ cards }) => {
    found.add(cards.filter(isFresh));
    return 'more';
  });
  if (end.kind !== 'complete') throw new Error('Slack did not show the channel in time');
  const facts = await found.facts(source);
  return facts.repeats.length + (facts.elsewhere ?? []).length === 0
    ? undefined
    : mergeFacts(facts, known);
}
