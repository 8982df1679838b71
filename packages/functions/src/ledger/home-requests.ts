import { isUnended } from '../model/state-name.ts';
import type { LedgerCard } from './ledger-card.ts';
import { followUpOf } from './ledger-state.ts';

/** The lists on one person's Home tab, each newest first. */
export interface HomeRequests {
  /** Awaits this person's decision. */
  readonly toDecide: Listed;
  /** Requested by this person and not finished, or asking whether the webhooks arrived. */
  readonly ownOpen: Listed;
  /** The last twenty; `total` is the length of the list. */
  readonly newest: Listed;
}

/** The first entries of a list, and how many there are in all. */
export interface Listed {
  readonly cards: readonly LedgerCard[];
  readonly total: number;
}

const MOST_OPEN = 10;
const MOST_NEWEST = 20;

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
export function collectHome(userId: string, isApprover: boolean): HomeCollector {
  const toDecide = list(MOST_OPEN);
  const ownOpen = list(MOST_OPEN);
  const newest = list(MOST_NEWEST);
  return {
    add(cards) {
      for (const card of cards) {
        const { state, requesterId: requester } = card;
        const needsSomebody = state.kind === 'waiting' || isUnresolved(card);
        if (isApprover && needsSomebody && requester !== userId) toDecide.add(card);
        if (requester === userId && isOpen(card)) ownOpen.add(card);
        if (newest.total < MOST_NEWEST) newest.add(card);
      }
    },
    hasNewest: () => newest.total === MOST_NEWEST,
    requests: () => ({ toDecide, ownOpen, newest }),
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
