import type { TargetResult } from './outcome.ts';

const MINUTE_MS = 60_000;

/** How long doo needs to deliver, in minutes: the optimistic and the pessimistic estimate. */
export interface Estimate {
  readonly fromMin: number;
  readonly toMin: number;
}

/** doo's documentation gives both as the default rate, in webhooks per minute. */
const DEFAULT_RATES_PER_MIN = { fastest: 100, slowest: 50 };

/**
 * Items divided by the rate, rounded up to whole minutes. It is a lower bound: doo queues, and a
 * configuration may send more than one webhook per item. Without a rate, spans the range of doo's defaults.
 */
export function estimateDelivery(items: number, maxRatePerMin?: number): Estimate {
  const minutes = (ratePerMin: number) => Math.ceil(items / ratePerMin);
  return {
    fromMin: minutes(maxRatePerMin ?? DEFAULT_RATES_PER_MIN.fastest),
    toMin: minutes(maxRatePerMin ?? DEFAULT_RATES_PER_MIN.slowest),
  };
}

/** When doo should have sent a request's last webhook, in milliseconds since the epoch. */
export interface EstimatedEnd {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * Estimates all calls of a request together; `undefined` if doo accepted nothing. Calls with a rate are
 * paced one after another. Without a rate, doo's documentation does not say whether the default applies per
 * call or to all calls together: the range covers both.
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
