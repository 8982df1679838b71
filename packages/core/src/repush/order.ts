/** The orders in which the calls of a request may go out. */
export const ORDERS = ['one_by_one', 'at_once', 'one_first'] as const;
export type Order = (typeof ORDERS)[number];

/** What of a request determines when its calls go out. */
export interface Ordered {
  /** Absent: one by one with a rate, at once without. */
  readonly order?: Order | undefined;
  readonly maxRatePerMin?: number | undefined;
}

/** Whether each call waits until doo should be done with the one before. */
export function isPaced({ order, maxRatePerMin }: Ordered): boolean {
  if (order === 'one_by_one') return true;
  return order !== 'at_once' && maxRatePerMin !== undefined;
}
