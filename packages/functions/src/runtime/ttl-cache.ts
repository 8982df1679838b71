/** A map whose entries expire. */
export interface Kept<T> {
  get(key: string): T | undefined;
  set(key: string, value: T): void;
  delete(key: string): void;
}

/**
 * @param ttlMs time to live, counted from `set`
 * @param now milliseconds since the epoch
 */
export function createKept<T>(ttlMs: number, now: () => number): Kept<T> {
  const entries = new Map<string, { readonly value: T; readonly untilMs: number }>();
  return {
    get(key) {
      const entry = entries.get(key);
      return entry !== undefined && now() < entry.untilMs ? entry.value : undefined;
    },
    set: (key, value) => void entries.set(key, { value, untilMs: now() + ttlMs }),
    delete: (key) => void entries.delete(key),
  };
}

/**
 * Caches the results of `read` for `ttlMs`, with one read in flight per key. Failures are not cached.
 * @param now milliseconds since the epoch
 */
export function keeping<T>(
  read: (key: string) => Promise<T>,
  ttlMs: number,
  now: () => number,
): (key: string) => Promise<T> {
  const flights = createKept<Promise<T>>(ttlMs, now);
  return (key) => {
    const kept = flights.get(key);
    if (kept !== undefined) return kept;
    const flight = read(key).catch((error: unknown) => {
      if (flights.get(key) === flight) flights.delete(key);
      throw error;
    });
    flights.set(key, flight);
    return flight;
  };
}
