import type { RequestFigures } from './figures.ts';

/** Prices in US dollars: assumptions, to be replaced by those of one's own region. */
export interface Prices {
  readonly perMillionInvocations: number;
  readonly perGbSecond: number;
  readonly perMillionDurableOperations: number;
  readonly perGbOfStateWritten: number;
}

/** Assumed for arm64 in us-east-1 in December 2025, not looked up. */
export const ASSUMED_PRICES: Prices = {
  perMillionInvocations: 0.2,
  perGbSecond: 0.000_013_333_4,
  perMillionDurableOperations: 8,
  perGbOfStateWritten: 0.25,
};

/** Deployed memory, in GB (`packages/functions/infra/functions.ts`). */
export const MEMORY_GB = { slack: 1, repush: 0.5, worker: 0.5 } as const;

/** From this memory on a function has a whole core (AWS docs: Lambda memory). */
const ONE_CORE_GB = 1_769 / 1_024;

/**
 * The price of 1,000 repushes of one event, in dollars. Times were measured on a whole core; a function has
 * the share of a core that its memory buys, so its times are scaled up accordingly.
 */
export function dollarsPerThousand(request: RequestFigures, prices: Prices): number {
  const names = ['slack', 'repush', 'worker'] as const;
  const invocations = names.map((name) => {
    const { count, totalMs } = request.invocations[name];
    const share = Math.min(1, MEMORY_GB[name] / ONE_CORE_GB);
    const gbSeconds = (totalMs / share / 1_000) * MEMORY_GB[name];
    return (count * prices.perMillionInvocations) / 1e6 + gbSeconds * prices.perGbSecond;
  });
  const durable =
    (request.operations * prices.perMillionDurableOperations) / 1e6 +
    (request.stateBytes / 1e9) * prices.perGbOfStateWritten;
  return 1_000 * (invocations.reduce((sum, each) => sum + each, 0) + durable);
}
