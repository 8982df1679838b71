import { estimateDelivery } from './estimate.ts';
import { LONGEST_FIRST_MS } from './first.ts';
import { isPaced, type Ordered } from './order.ts';
import type { TargetResult } from './outcome.ts';

const MINUTE_MS = 60_000;

/** How long after the approval, or the yes to the rest, a request may still begin its next target. */
export const LONGEST_PACE_MS = 7 * 24 * 3_600_000;
/** An upper bound on how long a request's calls can take together, each as long as doo allows. */
const LONGEST_CALLS_MS = 3 * 3_600_000;

/** An upper bound on the time from an approval to the end of the last call. */
export function longestSendingMs(ordered: Ordered): number {
  const paceMs = isPaced(ordered) ? LONGEST_PACE_MS : 0;
  const firstMs = ordered.order === 'one_first' ? LONGEST_FIRST_MS : 0;
  return LONGEST_CALLS_MS + paceMs + firstMs;
}

/** The shortest pause after a call whose delivery size is unknown. */
export const UNKNOWN_PAUSE_MS = 10 * MINUTE_MS;

/**
 * How long the next call must wait so that all calls together keep to the rate, or to doo's slower default
 * without one: until doo should be done with what it has accepted. How much an unknown call sends cannot be
 * known: after one, the wait is the longest of the waits before it.
 */
export function pauseAfter(
  ends: readonly TargetResult[],
  maxRatePerMin: number | undefined,
): number {
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

function deliveryMs(items: number, maxRatePerMin: number | undefined): number {
  return estimateDelivery(items, maxRatePerMin).toMin * MINUTE_MS;
}
