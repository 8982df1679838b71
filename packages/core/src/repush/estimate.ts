import type { TargetResult } from './outcome.ts';

const MINUTE_MS = 60_000;

/** How long doo needs to deliver, in minutes, from the fastest to the slowest reading. */
export interface Estimate {
  readonly fromMin: number;
  readonly toMin: number;
}

/** doo's documents name both as the rate of a call that gives none (webhooks a minute). */
const DEFAULT_RATES_PER_MIN = { fastest: 100, slowest: 50 };

/**
 * Items divided by the rate, rounded up to whole minutes: "at least", since doo queues and a
 * configuration may have more than one webhook an item. Without a rate the range of doo's defaults.
 */
export function estimateDelivery(items: number, maxRatePerMin?: number): Estimate {
  const minutes = (ratePerMin: number) => Math.ceil(items / ratePerMin);
  return {
    fromMin: minutes(maxRatePerMin ?? DEFAULT_RATES_PER_MIN.fastest),
    toMin: minutes(maxRatePerMin ?? DEFAULT_RATES_PER_MIN.slowest),
  };
}

/** When doo should have sent the last webhook of a request, in milliseconds since the epoch. */
export interface EstimatedEnd {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * The estimate for all calls of a request; `undefined` where doo accepted nothing. Calls with a rate
 * follow one another. Without one, doo's documents leave open whether its rate holds for each call or
 * for all of them: the range spans both.
 */
export function estimateEnd(
  ends: readonly TargetResult[],
  maxRatePerMin?: number,
): EstimatedEnd | undefined {
  const accepted = ends.flatMap(({ outcome, atMs }) => {
    if (outcome.kind !== 'accepted' || outcome.items === 0) return [];
    const { fromMin, toMin } = estimateDelivery(outcome.items, maxRatePerMin);
    const { items } = outcome;
    return [{ items, atMs, fromMs: atMs + fromMin * MINUTE_MS, toMs: atMs + toMin * MINUTE_MS }];
  });
  const [first] = accepted;
  if (first === undefined) return undefined;
  const items = accepted.reduce((sum, each) => sum + each.items, 0);
  const together =
    maxRatePerMin === undefined ? first.atMs + estimateDelivery(items).toMin * MINUTE_MS : 0;
  return {
    fromMs: Math.max(...accepted.map(({ fromMs }) => fromMs)),
    toMs: Math.max(together, ...accepted.map(({ toMs }) => toMs)),
  };
}
