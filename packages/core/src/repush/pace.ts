import { estimateDelivery } from './estimate.ts';
import type { TargetResult } from './outcome.ts';

const MINUTE_MS = 60_000;

/** How long after the approval a request may still begin its next target. */
export const LONGEST_PACE_MS = 7 * 24 * 3_600_000;
/** An upper bound on how long a request's calls can take together, each as long as doo allows. */
const LONGEST_CALLS_MS = 3 * 3_600_000;

/** An upper bound on the time from an approval to the end of the last call. */
export function longestSendingMs(maxRatePerMin: number | undefined): number {
  return LONGEST_CALLS_MS + (maxRatePerMin === undefined ? 0 : LONGEST_PACE_MS);
}

/** The shortest pause after a call whose delivery size is unknown. */
export const UNKNOWN_PAUSE_MS = 10 * MINUTE_MS;

/**
 * How long the next call must wait so that all calls together keep to the rate: until doo should be done
 * with what it has accepted. How much an unknown call sends cannot be known: after one, the wait is the
 * longest of the waits before it.
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
 * When the last of these targets should be done, if the remaining ones are as large as the previous ones.
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
