import type { RepushRequest } from '@doo-repush/core/repush/request';
import type { EarlierFacts, Repeat } from '../slack/blocks/earlier-words.ts';
import type { LedgerCard } from '../slack/ledger/read.ts';
import { type LedgerSource, scanLedger } from '../slack/ledger/scan.ts';
import { isStateName, type StateName } from '../slack/ledger/state.ts';
import type { Patience } from '../slack/patiently.ts';

export interface EarlierContext {
  /** This request's own execution, which is not earlier than itself. */
  readonly executionArn: string;
  readonly nowMs: number;
  /** How long after it was asked a request may still have been decided. */
  readonly approvalTimeoutMs: number;
}

const DAY_MS = 86_400_000;
/** Requests count as repeats for this long after they were asked or decided. */
const REPEAT_MS = DAY_MS;
const MAX_REPEATS = 3;
/** How far back the first repush to a configuration is looked for, unless time or pages end before. */
const LOOK_BACK_MS = 90 * DAY_MS;
const MAX_PAGES = 5;
/** How far the clocks of Slack and AWS may be apart. */
const CLOCKS_DIFFER_MS = 5_000;
/** What doo took, or may have taken. */
const SENT: readonly StateName[] = ['accepted', 'partly_accepted', 'unknown'];

/**
 * What the ledger says of earlier requests for the same target: organization, resource, event, and
 * configuration, of which *all* includes each. Where Slack does not show it in time, or does not
 * show all of the time in which a request is a repeat, the answer is `unread`.
 */
export async function readEarlier(
  source: () => Promise<LedgerSource>,
  request: RepushRequest,
  context: EarlierContext,
  patience: Patience,
): Promise<EarlierFacts> {
  try {
    return await readOnce(await source(), request, context, patience);
  } catch {
    return { kind: 'unread' };
  }
}

async function readOnce(
  source: LedgerSource,
  request: RepushRequest,
  { executionArn, nowMs, approvalTimeoutMs }: EarlierContext,
  patience: Patience,
): Promise<EarlierFacts> {
  const lookedBackToMs = nowMs - LOOK_BACK_MS;
  const repeatsFromMs = nowMs - REPEAT_MS - approvalTimeoutMs;
  const found: LedgerCard[] = [];
  let isFirst = request.configuration.kind === 'one';
  let pages = 0;
  let readToMs = nowMs;
  let newestTs: string | undefined;
  const end = await scanLedger(source, { sinceMs: lookedBackToMs }, patience, (page) => {
    newestTs ??= page.cards[0]?.ts;
    for (const card of page.cards) {
      if (card.payload.execution_arn === executionArn) continue;
      if (isSentToSame(card, request)) isFirst = false;
      if (timeOf(card) >= nowMs - REPEAT_MS && isSameTarget(card, request)) found.push(card);
    }
    pages += 1;
    readToMs = page.oldestTs === undefined ? readToMs : Number(page.oldestTs) * 1000;
    const hasAll = readToMs < repeatsFromMs && (!isFirst || pages >= MAX_PAGES);
    return hasAll ? 'enough' : 'more';
  });
  if (end.kind === 'complete') readToMs = lookedBackToMs;
  if (readToMs > repeatsFromMs) return { kind: 'unread' };
  const newest = found.toSorted((one, other) => timeOf(other) - timeOf(one)).slice(0, MAX_REPEATS);
  const repeats: Repeat[] = [];
  for (const card of newest) repeats.push(repeatOf(card, request, await linkOf(source, card.ts)));
  return {
    kind: 'read',
    repeats,
    more: found.length - repeats.length,
    ...(isFirst && { firstSinceMs: Math.max(readToMs, lookedBackToMs) }),
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
  request: RepushRequest,
  { executionArn, ownTs, sinceMs }: Meanwhile,
  known: EarlierFacts,
  patience: Patience,
): Promise<EarlierFacts | undefined> {
  if (known.kind === 'unread') return undefined;
  const { newestTs = '0' } = known;
  const found: LedgerCard[] = [];
  const stretch = { sinceMs: sinceMs - CLOCKS_DIFFER_MS, beforeTs: ownTs };
  const end = await scanLedger(source, stretch, patience, ({ cards }) => {
    const fresh = cards.filter(({ ts }) => Number(ts) > Number(newestTs) && ts !== ownTs);
    for (const card of fresh) {
      if (card.payload.execution_arn === executionArn) continue;
      if (isSameTarget(card, request)) found.push(card);
    }
    return 'more';
  });
  if (end.kind !== 'complete') throw new Error('Slack did not show the channel in time');
  if (found.length === 0) return undefined;
  const fresh: Repeat[] = [];
  for (const card of found.slice(0, MAX_REPEATS))
    fresh.push(repeatOf(card, request, await linkOf(source, card.ts)));
  const repeats = [...fresh, ...known.repeats].slice(0, MAX_REPEATS);
  const more = known.more + known.repeats.length + found.length - repeats.length;
  return { ...known, repeats, more };
}

/** Slack's address of a card; `undefined` when Slack could not say. */
async function linkOf({ client, channel }: LedgerSource, ts: string): Promise<string | undefined> {
  try {
    return (await client.chat.getPermalink({ channel, message_ts: ts })).permalink;
  } catch {
    return undefined;
  }
}

function isSameTarget({ payload }: LedgerCard, request: RepushRequest): boolean {
  const { configuration } = request;
  if (payload.organization_id !== request.organizationId) return false;
  if (payload.resource !== request.resource) return false;
  const isOneOfAll = configuration.kind === 'all' || payload.configuration_id === '*';
  if (!isOneOfAll && payload.configuration_id !== configuration.id) return false;
  return !('eventIds' in request) || sharedEvents(payload.event_ids, request).length > 0;
}

function isSentToSame({ payload }: LedgerCard, request: RepushRequest): boolean {
  const { configuration } = request;
  return (
    configuration.kind === 'one' &&
    payload.organization_id === request.organizationId &&
    payload.configuration_id === configuration.id &&
    SENT.some((state) => state === payload.state)
  );
}

function sharedEvents(ids: string | undefined, request: RepushRequest): readonly string[] {
  const earlier = new Set((ids ?? '').split(' '));
  return 'eventIds' in request ? request.eventIds.filter((id) => earlier.has(id)) : [];
}

/** When the card's request was decided, else asked, in milliseconds since the epoch. */
function timeOf({ ts, payload }: LedgerCard): number {
  return (payload.decided_at ?? payload.asked_at ?? Number(ts)) * 1000;
}

function repeatOf(card: LedgerCard, request: RepushRequest, link: string | undefined): Repeat {
  const { reference, requester, state, event_ids: ids } = card.payload;
  return {
    reference,
    by: requester,
    state: isStateName(state) ? state : 'failed',
    atMs: timeOf(card),
    eventIds: sharedEvents(ids, request),
    ...(link !== undefined && { link }),
  };
}
