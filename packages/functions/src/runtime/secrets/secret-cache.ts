import { serveOnce } from '../early.ts';
import { LATE, within } from '../within.ts';

/** The text of a secret; `version` increases whenever the text changes. */
export interface Secret {
  text: string;
  version: number;
}

/** How long the start of a process waits for a reading; it is made again when the secret is needed. */
const OFFER_WAIT_MS = 300;

/** Caches secrets by ID and reads them on demand. */
export interface SecretsProvider {
  /**
   * Returns the cached text, or reads it again once it is older than its time to live. If reading fails
   * because the peer is unavailable, the last good text is served for another `maxStaleMs`.
   */
  get(id: string): Promise<Secret>;
  /**
   * Takes a reading that was begun before the secret is needed, for whoever needs it first; one that fails
   * or takes long is forgotten. It does not count as an attempt of `refresh`, so that a secret which changes
   * right after it is read at once.
   * @returns when it has ended, or has taken long; never rejects
   */
  offer(id: string, reading: Promise<string>): Promise<void>;
  /** Reads the secret again, or returns the cached text if the last attempt was too recent. */
  refresh(id: string): Promise<Secret>;
}

/** Times are in milliseconds. Errors of `fetchSecret` are passed on if no cached text may be served. */
export interface SecretsProviderOptions {
  fetchSecret: (id: string) => Promise<string>;
  ttlMs: number;
  /** Minimum time between two reads that `refresh` forces, or that fail while a stale text is served. */
  minRefreshMs: number;
  /** How long after its time to live a text may be served while the peer is unavailable. */
  maxStaleMs: number;
  /**
   * Whether an error of `fetchSecret` means that the peer is unavailable, and so says nothing about the
   * secret.
   */
  isAway: (error: unknown) => boolean;
  /** Called for each failed read after which the last good text is served. */
  onStale: (id: string, error: unknown) => void;
  clock: { now(): number };
}

interface Entry {
  secret?: Secret;
  readAtMs: number;
  triedAtMs: number;
  /** How the last read ended: `away` says nothing about the secret, `lost` invalidates its text. */
  last: 'read' | 'away' | 'lost';
  flight?: Promise<Secret> | undefined;
  /** Hands out what was read early, once. */
  early?: () => string | undefined;
}

/** Creates a provider that reads each secret at most once at a time. */
export function createSecretsProvider(options: SecretsProviderOptions): SecretsProvider {
  const { fetchSecret, ttlMs, minRefreshMs, maxStaleMs, isAway, onStale, clock } = options;
  const entries = new Map<string, Entry>();
  const clocks = { wall: clock.now, process: () => performance.now() };

  function entryOf(id: string): Entry {
    const entry = entries.get(id) ?? {
      readAtMs: 0,
      triedAtMs: Number.NEGATIVE_INFINITY,
      last: 'read' as const,
    };
    entries.set(id, entry);
    return entry;
  }

  function ageMs(entry: Entry): number {
    return clock.now() - entry.readAtMs;
  }

  /** The text that may be served while the peer is unavailable. */
  function lastGood(entry: Entry): Secret | undefined {
    const mayServe = entry.last !== 'lost' && ageMs(entry) < ttlMs + maxStaleMs;
    return mayServe ? entry.secret : undefined;
  }

  async function readOrLastGood(id: string, entry: Entry): Promise<Secret> {
    try {
      return await read(id, entry);
    } catch (error) {
      if (!isAway(error)) entry.last = 'lost';
      else if (entry.last === 'read') entry.last = 'away';
      const secret = lastGood(entry);
      if (secret === undefined) throw error;
      onStale(id, error);
      return secret;
    }
  }

  async function read(id: string, entry: Entry): Promise<Secret> {
    const startedAtMs = clock.now();
    const early = entry.early?.();
    if (early === undefined) entry.triedAtMs = startedAtMs;
    const text = early ?? (await fetchSecret(id));
    const last = entry.secret;
    const isSame = last !== undefined && last.text === text;
    const secret = isSame ? last : { text, version: (last?.version ?? 0) + 1 };
    entry.secret = secret;
    entry.readAtMs = startedAtMs;
    entry.last = 'read';
    return secret;
  }

  function readOnce(id: string, entry: Entry): Promise<Secret> {
    entry.flight ??= readOrLastGood(id, entry).finally(() => {
      entry.flight = undefined;
    });
    return entry.flight;
  }

  return {
    async get(id) {
      const entry = entryOf(id);
      if (entry.secret && ageMs(entry) < ttlMs) return entry.secret;
      const wasJustAway = entry.last === 'away' && clock.now() - entry.triedAtMs < minRefreshMs;
      return (wasJustAway ? lastGood(entry) : undefined) ?? readOnce(id, entry);
    },
    async offer(id, reading) {
      const text = await inTime(reading);
      if (text !== undefined) entryOf(id).early = serveOnce(text, clocks);
    },
    async refresh(id) {
      const entry = entryOf(id);
      if (entry.secret && clock.now() - entry.triedAtMs < minRefreshMs) {
        return entry.flight ?? entry.secret;
      }
      return readOnce(id, entry);
    },
  };
}

/** The result of a reading; `undefined` if it failed or takes long. */
async function inTime(reading: Promise<string>): Promise<string | undefined> {
  const text = await within(
    OFFER_WAIT_MS,
    reading.catch(() => undefined),
  );
  return text === LATE ? undefined : text;
}
