/** Values that serve for a while and are then forgotten. */
export interface Kept<T> {
  get(key: string): T | undefined;
  set(key: string, value: T): void;
  delete(key: string): void;
}

/**
 * @param ttlMs how long a value serves, counted from `set`
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
 * `read` with its answers kept for `ttlMs`, one flight for each key; a failure is not kept.
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
