import { longestSendingMs } from '@doo-repush/core/repush/pace';
import type { LedgerCard } from './ledger-card.ts';
import { followUpOf } from './ledger-state.ts';

/**
 * When an open card next acts by itself, in milliseconds since the epoch.
 * @returns `undefined` for a card that is not open or does not say
 */
export function openUntilMs({ state, ...ordered }: LedgerCard): number | undefined {
  if (state.kind === 'waiting') return state.expiresAtMs;
  if (state.kind === 'sending') {
    const approvedAtMs = state.approved?.atMs;
    return approvedAtMs === undefined ? undefined : approvedAtMs + longestSendingMs(ordered);
  }
  const { resolution, arrival } = followUpOf(state);
  const due = [
    resolution?.kind === 'open' ? resolution.untilMs : undefined,
    arrival?.kind === 'awaited' ? arrival.askAtMs : undefined,
    arrival?.kind === 'asked' || arrival?.kind === 'not_yet' ? arrival.untilMs : undefined,
  ].filter((at) => at !== undefined);
  return due.length === 0 ? undefined : Math.min(...due);
}
