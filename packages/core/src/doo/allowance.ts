/** Calls of the day that look-ups leave for sending. */
export const KEPT_FOR_SENDING = 100;
/** Calls of the day that a check, and the reading right before the first call, leave for approved requests. */
export const KEPT_BY_CHECKS = 50;

/** Daily requests per API key (doo docs: Authorization). */
export const DOCUMENTED_CALLS_PER_DAY = 1_000;

const DAY_MS = 86_400_000;

/** The calls that an API key has left today, as far as this process knows. */
export interface Allowance {
  /** Counts a call that is about to be sent. */
  used(): void;
  /** Takes over the remaining count that a response of doo states. */
  told(left: number): void;
  left(): number;
}

/**
 * Counts this process's own calls, because doo documents no way to ask what is left; a response that states
 * it anyway takes precedence. A day ends at midnight UTC: doo does not document when its own does.
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

/** Headers of common API gateways. A window counts as a day if they say so, or if it is that long. */
const OF_A_DAY = ['x-ratelimit-remaining-day', 'ratelimit-remaining-day'];
const OF_ANY_WINDOW = ['x-ratelimit', 'ratelimit'];

/** The daily calls left according to a response; `undefined` if it does not say. */
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

/** One allowance per API key, because doo counts calls per key. */
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
