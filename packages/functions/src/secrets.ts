import { createSecretsProvider, type SecretsProvider } from '@doo-repush/core/secrets/provider';
import { createSecretFetcher } from '@doo-repush/core/secrets/secrets-manager';

/** How long a secret serves before it is read again: the time a rotation takes to be seen. */
const TTL_MS = 5 * 60_000;
/** A delivery that does not verify may ask for a newer secret at most this often. */
const MIN_REFRESH_MS = 30_000;
/** Slack waits 3 s in all. */
const READ_TIMEOUT_MS = 1_200;

/** The secrets of an entry point, from AWS Secrets Manager. @param now milliseconds since the epoch */
export function createSecrets(now: () => number): SecretsProvider {
  return createSecretsProvider({
    fetchSecret: createSecretFetcher({ timeoutMs: READ_TIMEOUT_MS }),
    ttlMs: TTL_MS,
    minRefreshMs: MIN_REFRESH_MS,
    clock: { now },
  });
}
