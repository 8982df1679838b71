import { estimateDelivery } from './estimate.ts';
import type { TargetResult } from './outcome.ts';

const MINUTE_MS = 60_000;

/** How long after the approval the targets of one request may still begin, one after the other. */
export const LONGEST_PACE_MS = 7 * 24 * 3_600_000;
/** Longer than the calls of one request may take together, each as long as doo lets it. */
const LONGEST_CALLS_MS = 3 * 3_600_000;

/** Longer than it may take from an approval until the last call has ended. */
export function longestSendingMs(maxRatePerMin: number | undefined): number {
  return LONGEST_CALLS_MS + (maxRatePerMin === undefined ? 0 : LONGEST_PACE_MS);
}

/** After a call of which nobody knows what doo sends for it, at least. */
export const UNKNOWN_PAUSE_MS = 10 * MINUTE_MS;

/**
 * How long the next call waits after the last of these, so that the rate holds for all of them together:
 * until doo should be done with what it accepted. Of an unknown call nobody knows how much it is: the next
 * one waits as long as the longest wait before it.
 */
export function pauseAfter(ends: readonly TargetResult[], maxRatePerMin: number): number {
  const last = ends.at(-1)?.outcome;
  if (last?.kind === 'accepted') return deliveryMs(last.items, maxRatePerMin);
  if (last?.kind !== 'unknown') return 0;
  const known = ends.map(({ outcome }) =>
    outcome.kind === 'accepted' ? deliveryMs(outcome.items, maxRatePerMin) : 0,
  );
  return Math.max(UNKNOWN_PAUSE_MS, ...known);
}

/**
 * When the last of so many targets should be done, if those to come are as large as those before.
 * @param nextAtMs when the next one begins
 */
export function expectedEndMs(
  ends: readonly TargetResult[],
  targets: number,
  nextAtMs: number,
): number {
  const beganAtMs = ends[0]?.atMs ?? nextAtMs;
  const eachMs = (nextAtMs - beganAtMs) / Math.max(1, ends.length);
  return Math.round(nextAtMs + eachMs * (targets - ends.length));
}

function deliveryMs(items: number, maxRatePerMin: number): number {
  return estimateDelivery(items, maxRatePerMin).toMin * MINUTE_MS;
}
