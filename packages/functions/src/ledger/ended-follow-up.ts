import type { KnownFollowUp } from '../model/workflow-result.ts';
import type { LedgerCard } from './ledger-card.ts';

type Fields = LedgerCard['scalars'];

/** A part of a follow-up that has ended without being shown, as the ledger names it. */
export type EndedPart = 'unresolved' | 'started' | 'not_started' | 'not_confirmed' | 'arrived';

const OPEN_ARRIVALS: readonly unknown[] = ['awaited', 'asked', 'not_yet'];
/** Fields of what is open, and of what was said before the end. */
const OF_OPEN_PARTS = ['resolution_until', 'arrival_until', 'arrival_ask_at'];

/** Whether a card asks somebody something about a request that was sent, or will ask. */
export function isFollowedUp({ scalars }: Pick<LedgerCard, 'scalars'>): boolean {
  return scalars.resolution === 'open' || OPEN_ARRIVALS.includes(scalars.arrival);
}

/**
 * A card's metadata after everything that is open about its request has ended: nobody said anything
 * in time, unless the execution knows better.
 * @param atMs when it ended, in milliseconds since the epoch, where the execution does not say
 */
export function endedFollowUp(
  { scalars }: Pick<LedgerCard, 'scalars'>,
  known: KnownFollowUp,
  atMs: number,
): { readonly scalars: Fields; readonly ended: readonly EndedPart[] } {
  const isArrivalOpen = OPEN_ARRIVALS.includes(scalars.arrival);
  const resolved = scalars.resolution === 'open' ? resolutionAfter(known.resolution) : undefined;
  const arrived = isArrivalOpen ? arrivalAfter(known.arrival) : undefined;
  const kept = Object.entries(scalars).filter(
    ([name]) => !OF_OPEN_PARTS.includes(name) && !(isArrivalOpen && name === 'arrival_by'),
  );
  return {
    scalars: {
      ...Object.fromEntries(kept),
      ...(resolved && resolutionFields(resolved, known, atMs)),
      ...(arrived && arrivalFields(arrived, known, atMs)),
    },
    ended: [resolved, arrived].filter((part) => part !== undefined),
  };
}

function resolutionFields(
  resolution: EndedPart,
  { resolutionBy: by, resolutionAtMs, resolutionReason: reason }: KnownFollowUp,
  atMs: number,
): Fields {
  return {
    resolution,
    ...(by !== undefined && { resolution_by: by }),
    resolution_at: seconds(resolutionAtMs ?? atMs),
    ...(reason !== undefined && { resolution_reason: reason }),
  };
}

function arrivalFields(
  arrival: EndedPart,
  { arrivalBy: by, arrivalAtMs }: KnownFollowUp,
  atMs: number,
): Fields {
  return {
    arrival,
    ...(by !== undefined && { arrival_by: by }),
    arrival_at: seconds(arrivalAtMs ?? atMs),
  };
}

function resolutionAfter(known: string | undefined): EndedPart {
  return known === 'started' || known === 'not_started' ? known : 'unresolved';
}

function arrivalAfter(known: string | undefined): EndedPart {
  return known === 'arrived' ? known : 'not_confirmed';
}

function seconds(timeMs: number): number {
  return Math.floor(timeMs / 1000);
}
