/** Look-ups leave so many calls of a day to sending. */
export const KEPT_FOR_SENDING = 100;
/** A check, and the reading right before the first call, leave so many to what was approved already. */
export const KEPT_BY_CHECKS = 50;

/** doo docs: Authorization, requests a day for each API key. */
export const DOCUMENTED_CALLS_PER_DAY = 1_000;

const DAY_MS = 86_400_000;

/** What is left of an API key's calls on this day, as far as this process knows. */
export interface Allowance {
  /** A call goes out. */
  used(): void;
  /** An answer of doo says how many are left. */
  told(left: number): void;
  left(): number;
}

/**
 * Counts this process's own calls, since doo documents nothing that tells what is left of a day; where an
 * answer says it all the same, that counts. A day ends at midnight UTC: when doo's does is not documented.
 * @param now milliseconds since the epoch
 */
export function createAllowance({ perDay, now }: { perDay: number; now: () => number }): Allowance {
  let day = Number.NEGATIVE_INFINITY;
  let left = perDay;

  function begin(): void {
    const today = Math.floor(now() / DAY_MS);
    if (today === day) return;
    day = today;
    left = perDay;
  }

  return {
    used() {
      begin();
      left -= 1;
    },
    told(toldLeft) {
      begin();
      left = toldLeft;
    },
    left() {
      begin();
      return left;
    },
  };
}

/** Headers that API gateways use; a window is one of a day where they say so, or where it is that large. */
const OF_A_DAY = ['x-ratelimit-remaining-day', 'ratelimit-remaining-day'];
const OF_ANY_WINDOW = ['x-ratelimit', 'ratelimit'];

/** How many calls of the day an answer says are left; `undefined` where it does not. */
export function callsLeftIn(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): number | undefined {
  const count = (name: string) => {
    const text = String(headers[name] ?? '');
    return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
  };
  const ofDay = OF_A_DAY.map(count).find((left) => left !== undefined);
  if (ofDay !== undefined) return ofDay;
  return OF_ANY_WINDOW.filter((prefix) => (count(`${prefix}-limit`) ?? 0) > KEPT_FOR_SENDING)
    .map((prefix) => count(`${prefix}-remaining`))
    .find((left) => left !== undefined);
}

/** One allowance for each API key, since doo counts calls by it. */
export function createAllowances(
  options: Parameters<typeof createAllowance>[0],
): (apiKey: string) => Allowance {
  const allowances = new Map<string, Allowance>();
  return (apiKey) => {
    const allowance = allowances.get(apiKey) ?? createAllowance(options);
    allowances.set(apiKey, allowance);
    return allowance;
  };
}
