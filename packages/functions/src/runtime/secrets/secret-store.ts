import { errorKind, type Log } from '../log.ts';
import { createSecretsProvider, type SecretsProvider } from './secret-cache.ts';
import { createSecretFetcher, SecretUnreadableError } from './secrets-manager.ts';

/** How long a secret serves before it is read again: the time a rotation takes to be seen. */
const TTL_MS = 5 * 60_000;
/** A delivery that does not verify may ask for a newer secret at most this often. */
const MIN_REFRESH_MS = 30_000;
/** How long the last good text serves beyond that while Secrets Manager is away. */
const MAX_STALE_MS = 60 * 60_000;
/** Slack waits 3 s in all. */
const READ_TIMEOUT_MS = 1_200;

/**
 * The secrets of an entry point, from AWS Secrets Manager.
 * @param now milliseconds since the epoch
 * @param log is told when the last good text serves because Secrets Manager is away
 */
export function createSecrets(now: () => number, log: Log): SecretsProvider {
  return createSecretsProvider({
    fetchSecret: createSecretFetcher({ timeoutMs: READ_TIMEOUT_MS }),
    ttlMs: TTL_MS,
    minRefreshMs: MIN_REFRESH_MS,
    maxStaleMs: MAX_STALE_MS,
    isAway: (error) => error instanceof SecretUnreadableError && error.code === 'unavailable',
    onStale: (secretId, error) => log.warn('secret_stale', { secretId, error: errorKind(error) }),
    clock: { now },
  });
}
