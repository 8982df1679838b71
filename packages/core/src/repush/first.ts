import { estimateEnd } from './estimate.ts';
import { ANSWER_WITHIN_MS, LONGEST_ESTIMATE_MS } from './follow-up.ts';
import type { TargetResult } from './outcome.ts';

/** An upper bound on the time from the end of the first call to the answer whether it arrived. */
export const LONGEST_FIRST_MS = LONGEST_ESTIMATE_MS + ANSWER_WITHIN_MS;

/** When people are asked whether the first target's webhooks arrived: when doo should be done. */
export function askAtMs(first: TargetResult, maxRatePerMin: number | undefined): number {
  const doneMs = estimateEnd([first], maxRatePerMin)?.toMs ?? first.atMs;
  return Math.min(Math.max(doneMs, first.atMs), first.atMs + LONGEST_ESTIMATE_MS);
}
