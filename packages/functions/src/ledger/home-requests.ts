import { isUnended } from '../model/state-name.ts';
import type { LedgerCard } from './ledger-card.ts';
import { followUpOf } from './ledger-state.ts';
import { countDays, type RecentDays, type Today } from './recent-days.ts';

/** The lists on one person's Home tab, each newest first. */
export interface HomeRequests {
  /** Awaits something that this person may do: a decision, a resolution, or to say what arrived. */
  readonly waiting: Listed;
  /** Requested by this person and not finished, while others are awaited. */
  readonly ownOpen: Listed;
  /** The last twenty; `total` is the length of the list. */
  readonly newest: Listed;
  readonly days: RecentDays;
}

/** The first entries of a list, and how many there are in all. */
export interface Listed {
  readonly cards: readonly LedgerCard[];
  readonly total: number;
}

const MOST_OPEN = 10;
const MOST_NEWEST = 20;

/** What a person may do now: one first is answered by the requester or an approver, what is unclear by another one. */
function waitsFor(card: LedgerCard, isOwn: boolean, isApprover: boolean): boolean {
  if (asksAboutFirst(card)) return isOwn || isApprover;
  if (isOwn) return asksWhetherArrived(card);
  return isApprover && (card.state.kind === 'waiting' || isUnresolved(card));
}

/** Whether the rest waits until somebody says that the first one arrived. */
export function asksAboutFirst({ state }: LedgerCard): boolean {
  return state.kind === 'sending' && state.firstUntilMs !== undefined;
}

/** Whether anything is left to decide, to send or to say. */
function isOpen(card: LedgerCard): boolean {
  return isUnended(card.state.kind) || isUnresolved(card) || asksWhetherArrived(card);
}

function asksWhetherArrived({ state }: LedgerCard): boolean {
  const arrival = followUpOf(state).arrival?.kind;
  return arrival === 'asked' || arrival === 'not_yet';
}

/** Whether an unknown outcome awaits a resolution. */
function isUnresolved({ state }: LedgerCard): boolean {
  if (state.kind !== 'unknown') return false;
  const { resolution } = state.followUp;
  return resolution === undefined || resolution.kind === 'open';
}

export interface HomeCollector {
  /** Adds the next older cards. */
  add(cards: readonly LedgerCard[]): void;
  /** Whether the list of the newest is full. */
  hasNewest(): boolean;
  requests(): HomeRequests;
}

/** Collects the cards for one person's Home tab, at most 40. */
export function collectHome(userId: string, isApprover: boolean, today: Today): HomeCollector {
  const recent = countDays(today);
  const waiting = list(MOST_OPEN);
  const ownOpen = list(MOST_OPEN);
  const newest = list(MOST_NEWEST);
  return {
    add(cards) {
      for (const card of cards) {
        const isOwn = card.requesterId === userId;
        recent.add(card);
        if (waitsFor(card, isOwn, isApprover)) waiting.add(card);
        else if (isOwn && isOpen(card)) ownOpen.add(card);
        if (newest.total < MOST_NEWEST) newest.add(card);
      }
    },
    hasNewest: () => newest.total === MOST_NEWEST,
    requests: () => ({ waiting, ownOpen, newest, days: recent.days }),
  };
}

function list(most: number) {
  const cards: LedgerCard[] = [];
  return {
    cards,
    total: 0,
    add(card: LedgerCard) {
      this.total += 1;
      if (cards.length < most) cards.push(card);
    },
  };
}
