import { repeatableTargets, resolvedOf } from '../../ledger/event-fates.ts';
import { decisionOf, knownStateOf } from '../../ledger/ledger-state.ts';
import { type Asked, type Overlap, overlapOf } from '../../ledger/overlap.ts';
import type { LedgerCard } from '../../ledger/read.ts';
import type { LedgerSource } from '../../ledger/scan.ts';
import { isSameId } from '../../ledger/short-id.ts';
import type { EarlierFacts, Elsewhere, LastTime, Repeat } from '../../model/checked-request.ts';
import { readPermalink } from '../../slack-api/permalink.ts';
import { lastTimeOf } from './last-time.ts';

/** Requests count as repeats for this long after they were asked or decided. */
export const REPEAT_MS = 24 * 3_600_000;
const MAX_SHOWN = 3;

/** What doo took, or may have taken. */
const SENT: readonly string[] = ['accepted', 'partly_accepted', 'unknown'];

export type ReadFacts = Extract<EarlierFacts, { kind: 'read' }>;

/** What is found in the ledger, read from new to old, about one request. */
export interface Found {
  add(cards: readonly LedgerCard[]): void;
  /** Whether no repush to the request's only configuration was found. */
  isFirst(): boolean;
  /** Whether older cards may say something that newer ones do not. */
  wantsMore(): boolean;
  /** What was found, with the addresses of the cards. */
  facts(source: LedgerSource): Promise<ReadFacts>;
}

interface Same {
  readonly card: LedgerCard;
  readonly overlap: Overlap;
}

/**
 * @param executionArn the request's own execution, which is not earlier than itself
 * @param nowMs when it was asked, in milliseconds since the epoch
 */
export function createFound(asked: Asked, executionArn: string, nowMs: number): Found {
  const { request } = asked;
  const eventIds = 'eventIds' in request ? request.eventIds : [];
  const same: Same[] = [];
  const elsewhere: { readonly card: LedgerCard; readonly eventIds: readonly string[] }[] = [];
  const placed = new Set<string>();
  let isFirst = request.configuration.kind === 'one';
  let last: LastTime | undefined;

  function take(card: LedgerCard): void {
    if (isSentToSame(card, asked)) isFirst = false;
    last ??= lastTimeOf(card, asked);
    const overlap = timeOf(card) >= nowMs - REPEAT_MS ? overlapOf(card, asked) : undefined;
    if (overlap !== undefined) same.push({ card, overlap });
    const named = new Set(card.eventIds);
    const fresh = eventIds.filter((id) => named.has(id) && !placed.has(id));
    for (const id of fresh) placed.add(id);
    if (fresh.length > 0 && card.organizationId !== request.organizationId)
      elsewhere.push({ card, eventIds: fresh });
  }

  return {
    add(cards) {
      for (const card of cards) if (card.executionArn !== executionArn) take(card);
    },
    isFirst: () => isFirst,
    wantsMore: () => isFirst || placed.size < eventIds.length,
    async facts(source) {
      const newest = same.toSorted((one, other) => timeOf(other.card) - timeOf(one.card));
      const repeats: Repeat[] = [];
      for (const { card, overlap } of newest.slice(0, MAX_SHOWN))
        repeats.push(
          repeatOf(card, overlap, await readPermalink(source.client, source.channel, card.ts)),
        );
      const others: Elsewhere[] = [];
      for (const { card, eventIds: ids } of elsewhere.slice(0, MAX_SHOWN))
        others.push(
          elsewhereOf(card, ids, await readPermalink(source.client, source.channel, card.ts)),
        );
      const approved = same.map(({ card }) => card).filter(isApproved);
      return {
        kind: 'read',
        repeats,
        more: same.length - repeats.length,
        ...(last !== undefined && { last }),
        ...(others.length > 0 && { elsewhere: others }),
        ...(approved.length > 0 && {
          approved: approved.map(({ reference }) => reference),
        }),
      };
    },
  };
}

/** Two readings of different cards, the newer one first. */
export function mergeFacts(newer: ReadFacts, older: ReadFacts): ReadFacts {
  const all = [...newer.repeats, ...older.repeats];
  const repeats = all.slice(0, MAX_SHOWN);
  const elsewhere = [...(newer.elsewhere ?? []), ...(older.elsewhere ?? [])].slice(0, MAX_SHOWN);
  const approved = [...(newer.approved ?? []), ...(older.approved ?? [])];
  return {
    ...older,
    repeats,
    more: newer.more + older.more + all.length - repeats.length,
    ...(elsewhere.length > 0 && { elsewhere }),
    ...(approved.length > 0 && { approved }),
  };
}

/** Whether somebody approved it, and doo was asked or will be. */
function isApproved({ state }: LedgerCard): boolean {
  if (state.kind === 'failed') return decisionOf(state) !== undefined;
  return state.kind === 'sending' || SENT.includes(state.kind);
}

function isSentToSame(card: LedgerCard, { request }: Asked): boolean {
  const { configuration, organizationId } = request;
  if (configuration.kind === 'all' || !SENT.includes(card.state.kind)) return false;
  if (repeatableTargets(card).length === 0) return false;
  const ids = card.configurationIds;
  if (ids.length === 0) return card.organizationId === organizationId;
  return ids.some((id) => isSameId(id, configuration.id));
}

/** When the card's request was decided, else asked, in milliseconds since the epoch. */
function timeOf({ ts, askedAtMs, state }: LedgerCard): number {
  return decisionOf(state)?.atMs ?? askedAtMs ?? Number(ts) * 1000;
}

function standingOf(card: LedgerCard): Pick<Repeat, 'state' | 'resolved'> {
  const resolved = resolvedOf(card);
  return { state: knownStateOf(card.state), ...(resolved && { resolved }) };
}

function repeatOf(card: LedgerCard, { eventIds }: Overlap, link: string | undefined): Repeat {
  const { reference, requesterId: by } = card;
  const facts = { reference, by, ...standingOf(card), atMs: timeOf(card), eventIds };
  return link === undefined ? facts : { ...facts, link };
}

function elsewhereOf(
  card: LedgerCard,
  eventIds: readonly string[],
  link: string | undefined,
): Elsewhere {
  const { reference, organizationName: organization } = card;
  const facts = { reference, organization, eventIds, ...standingOf(card) };
  return link === undefined ? facts : { ...facts, link };
}
