import type { StateName } from '../model/state-name.ts';
import type { KnownFollowUp } from '../model/workflow-result.ts';
import type { Scalars } from './card-payload.ts';
import { decodeCard, type LedgerCard } from './ledger-card.ts';
import { followUpOf } from './ledger-state.ts';

/** A part of a follow-up that ended without being shown, by its name in the ledger. */
export type EndedPart = 'unresolved' | 'started' | 'not_started' | 'not_confirmed' | 'arrived';

const OPEN_ARRIVALS: readonly string[] = ['awaited', 'asked', 'not_yet'];
/** Fields of open questions, and of answers given before the end. */
const OF_OPEN_PARTS = ['resolution_until', 'arrival_until', 'arrival_ask_at'];

/** Whether a card asks somebody about a sent request, or will. */
export function isFollowedUp({ state }: LedgerCard): boolean {
  const { resolution, arrival } = followUpOf(state);
  return resolution?.kind === 'open' || OPEN_ARRIVALS.includes(arrival?.kind ?? '');
}

/** A card after its request ended this way. */
export function endedCard(
  card: LedgerCard,
  state: StateName,
  known: KnownFollowUp,
  atMs: number,
): LedgerCard {
  const ended = recordedAs(card, { ...card.recorded, state });
  if (state !== 'unknown') return ended;
  // An unknown outcome that the card never showed can no longer be asked about.
  const open = recordedAs(card, { ...ended.recorded, resolution: 'open' });
  return endedFollowUp(open, known, atMs).card;
}

/**
 * A card after everything open about its request has ended. Nobody answered in time, unless the execution's
 * result says otherwise.
 * @param atMs when it ended, in milliseconds since the epoch, if the result does not say
 */
export function endedFollowUp(
  card: LedgerCard,
  known: KnownFollowUp,
  atMs: number,
): { readonly card: LedgerCard; readonly ended: readonly EndedPart[] } {
  const { resolution, arrival } = followUpOf(card.state);
  const isArrivalOpen = OPEN_ARRIVALS.includes(arrival?.kind ?? '');
  const resolved = resolution?.kind === 'open' ? resolutionAfter(known.resolution) : undefined;
  const arrived = isArrivalOpen ? arrivalAfter(known.arrival) : undefined;
  const kept = Object.entries(card.recorded).filter(
    ([name]) => !OF_OPEN_PARTS.includes(name) && !(isArrivalOpen && name === 'arrival_by'),
  );
  return {
    card: recordedAs(card, {
      ...Object.fromEntries(kept),
      ...(resolved && resolutionFields(resolved, known, atMs)),
      ...(arrived && arrivalFields(arrived, known, atMs)),
    }),
    ended: [resolved, arrived].filter((part) => part !== undefined),
  };
}

function recordedAs({ ts }: LedgerCard, recorded: Scalars): LedgerCard {
  const card = decodeCard(ts, recorded);
  if (card === undefined) throw new Error('a card of the ledger is none with another state');
  return card;
}

function resolutionFields(
  resolution: EndedPart,
  { resolutionBy: by, resolutionAtMs, resolutionReason: reason }: KnownFollowUp,
  atMs: number,
): Scalars {
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
): Scalars {
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
