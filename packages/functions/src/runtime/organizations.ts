import { type Organization, parseOrganizationsSecret } from '@doo-repush/core/doo/secret';
import type { DooAccess } from './doo-access.ts';
import type { Log } from './log.ts';
import { createParsedSecret } from './secrets/parsed-secret.ts';
import type { SecretsProvider } from './secrets/secret-cache.ts';

/** The organizations that the form offers. Rejects with DooSecretError. */
export type Organizations = () => Promise<readonly Organization[]>;

/**
 * Reads the secret that lists organizations without credentials, if the installation has one, or else the
 * doo secret.
 */
export function createOrganizations(
  secretId: string | undefined,
  access: DooAccess,
  secrets: SecretsProvider,
  log: Log,
): Organizations {
  if (secretId === undefined) return access.organizations;
  const secret = { name: 'organizations', id: secretId, parse: parseOrganizationsSecret };
  const present = createParsedSecret(secret, secrets, log);
  return async () => (await present()).value;
}
