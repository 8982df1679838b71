import { once } from '../lazy.ts';
import { errorKind, type Log } from '../log.ts';
import { createSecretsProvider, type SecretsProvider } from './secret-cache.ts';
import { beginReadings, createSecretFetcher, SecretUnreadableError } from './secrets-manager.ts';

/** How long a secret is cached: the longest time until a rotation is noticed. */
const TTL_MS = 5 * 60_000;
/** Minimum time between reads that a delivery with an invalid signature triggers. */
const MIN_REFRESH_MS = 30_000;
/** How much longer the last good text is served while Secrets Manager is unavailable. */
const MAX_STALE_MS = 60 * 60_000;
/** Slack waits 3 s for the whole response. */
const READ_TIMEOUT_MS = 1_200;

/**
 * The secrets of an entry point, from AWS Secrets Manager.
 * @param now milliseconds since the epoch
 * @param log records when the last good text is served because Secrets Manager is unavailable
 */
export function createSecrets(now: () => number, log: Log): SecretsProvider {
  const fetcher = once(async () => createSecretFetcher({ timeoutMs: READ_TIMEOUT_MS }));
  return createSecretsProvider({
    fetchSecret: async (id) => (await fetcher())(id),
    ttlMs: TTL_MS,
    minRefreshMs: MIN_REFRESH_MS,
    maxStaleMs: MAX_STALE_MS,
    isAway: (error) => error instanceof SecretUnreadableError && error.code === 'unavailable',
    onStale: (secretId, error) => log.warn('secret_stale', { secretId, error: errorKind(error) }),
    clock: { now },
  });
}

/** Begins the first readings of these secrets, before anybody needs them. */
export function beginSecrets(ids: readonly string[]): ReadonlyMap<string, Promise<string>> {
  return beginReadings(ids, { timeoutMs: READ_TIMEOUT_MS });
}
