import type { LedgerCard } from './ledger-card.ts';
import { followUpOf } from './ledger-state.ts';

const HOUR_MS = 3_600_000;
/** Longer than the calls of one request may take together, each as long as doo lets it. */
const LONGEST_SENDING_MS = 3 * HOUR_MS;

/**
 * When something is due to happen to an open card by itself, in milliseconds since the epoch; the
 * earliest where several things are.
 * @returns `undefined` for a card that is not open, and for one that does not say
 */
export function openUntilMs({ state }: LedgerCard): number | undefined {
  if (state.kind === 'waiting') return state.expiresAtMs;
  if (state.kind === 'sending') {
    const approvedAtMs = state.approved?.atMs;
    return approvedAtMs === undefined ? undefined : approvedAtMs + LONGEST_SENDING_MS;
  }
  const { resolution, arrival } = followUpOf(state);
  const due = [
    resolution?.kind === 'open' ? resolution.untilMs : undefined,
    arrival?.kind === 'awaited' ? arrival.askAtMs : undefined,
    arrival?.kind === 'asked' || arrival?.kind === 'not_yet' ? arrival.untilMs : undefined,
  ].filter((at) => at !== undefined);
  return due.length === 0 ? undefined : Math.min(...due);
}
