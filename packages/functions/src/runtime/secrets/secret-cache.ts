/** The text of a secret; `version` grows when the text is another than the one before. */
export interface Secret {
  text: string;
  version: number;
}

/** Secrets by id, read when they are needed and kept for a while. */
export interface SecretsProvider {
  /**
   * The kept text, or a new reading when it is older than its time to live. While readings fail
   * because the peer is away, the last good text serves for `maxStaleMs` beyond that.
   */
  get(id: string): Promise<Secret>;
  /** A new reading, or the kept text when the last try to read was a moment ago. */
  refresh(id: string): Promise<Secret>;
}

/** Times are in milliseconds; what `fetchSecret` throws is passed on where no text may serve. */
export interface SecretsProviderOptions {
  fetchSecret: (id: string) => Promise<string>;
  ttlMs: number;
  /** Least time between two readings that `refresh` forces, or that fail while a text serves. */
  minRefreshMs: number;
  /** How long after its time to live a text may serve when the peer is away. */
  maxStaleMs: number;
  /** Whether an error of `fetchSecret` says nothing of the secret: the peer is away. */
  isAway: (error: unknown) => boolean;
  /** Is told each failed reading in whose stead the last good text serves. */
  onStale: (id: string, error: unknown) => void;
  clock: { now(): number };
}

interface Entry {
  secret?: Secret;
  readAtMs: number;
  triedAtMs: number;
  /** What the last reading came to: `away` says nothing of the secret, `lost` ends its text. */
  last: 'read' | 'away' | 'lost';
  flight?: Promise<Secret> | undefined;
}

/** A provider with one reading at a time for each secret. */
export function createSecretsProvider(options: SecretsProviderOptions): SecretsProvider {
  const { fetchSecret, ttlMs, minRefreshMs, maxStaleMs, isAway, onStale, clock } = options;
  const entries = new Map<string, Entry>();

  function entryOf(id: string): Entry {
    const entry = entries.get(id) ?? { readAtMs: 0, triedAtMs: 0, last: 'read' as const };
    entries.set(id, entry);
    return entry;
  }

  function ageMs(entry: Entry): number {
    return clock.now() - entry.readAtMs;
  }

  /** The text that may serve while readings fail because the peer is away. */
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
    entry.triedAtMs = startedAtMs;
    const text = await fetchSecret(id);
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
    async refresh(id) {
      const entry = entryOf(id);
      if (entry.secret && clock.now() - entry.triedAtMs < minRefreshMs) {
        return entry.flight ?? entry.secret;
      }
      return readOnce(id, entry);
    },
  };
}
