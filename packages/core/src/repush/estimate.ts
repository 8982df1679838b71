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
