/** The text of a secret; `version` grows when the text is another than the one before. */
export interface Secret {
  text: string;
  version: number;
}

/** Secrets by id, read when they are needed and kept for a while. */
export interface SecretsProvider {
  /** The kept text, or a new reading when it is older than its time to live. */
  get(id: string): Promise<Secret>;
  /** A new reading, or the kept text when the last try to read was a moment ago. */
  refresh(id: string): Promise<Secret>;
}

/** Times are in milliseconds; `fetchSecret` may throw, which is passed on and not remembered. */
export interface SecretsProviderOptions {
  fetchSecret: (id: string) => Promise<string>;
  ttlMs: number;
  /** Least time between two readings that `refresh` forces. */
  minRefreshMs: number;
  clock: { now(): number };
}

interface Entry {
  secret?: Secret;
  readAtMs: number;
  triedAtMs: number;
  flight?: Promise<Secret> | undefined;
}

/** A provider with one reading at a time for each secret. */
export function createSecretsProvider(options: SecretsProviderOptions): SecretsProvider {
  const { fetchSecret, ttlMs, minRefreshMs, clock } = options;
  const entries = new Map<string, Entry>();

  function entryOf(id: string): Entry {
    const entry = entries.get(id) ?? { readAtMs: 0, triedAtMs: 0 };
    entries.set(id, entry);
    return entry;
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
    return secret;
  }

  function readOnce(id: string, entry: Entry): Promise<Secret> {
    entry.flight ??= read(id, entry).finally(() => {
      entry.flight = undefined;
    });
    return entry.flight;
  }

  return {
    async get(id) {
      const entry = entryOf(id);
      if (entry.secret && clock.now() - entry.readAtMs < ttlMs) return entry.secret;
      return readOnce(id, entry);
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
