import { type Organization, parseOrganizationsSecret } from '@doo-repush/core/doo/secret';
import type { DooAccess } from './doo-access.ts';
import type { Log } from './log.ts';
import { createParsedSecret } from './secrets/parsed-secret.ts';
import type { SecretsProvider } from './secrets/secret-cache.ts';

/** The organizations that can be chosen. Rejects with DooSecretError. */
export type Organizations = () => Promise<readonly Organization[]>;

/**
 * From the secret that names organizations without credentials, where the installation has one, else
 * from the doo secret.
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
