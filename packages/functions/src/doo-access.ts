import type { DooClient } from '@doo-repush/core/doo/client';
import { type DooOrganization, type DooSecret, parseDooSecret } from '@doo-repush/core/doo/secret';
import type { SecretsProvider } from '@doo-repush/core/secrets/provider';
import type { DooClients } from './doo-clients.ts';
import { errorKind, type Log } from './log.ts';
import { once } from './once.ts';
import type { CommonSettings } from './settings.ts';

/** The doo secret gives no access: it could not be read (again later), or its content is at fault. */
export class DooSecretError extends Error {
  override readonly name = 'DooSecretError';
  readonly code: 'unreadable' | 'unusable';

  constructor(code: 'unreadable' | 'unusable') {
    super(`the doo secret is ${code}`);
    this.code = code;
  }
}

/** doo as an entry point reaches it: through the doo secret, whatever its present version. */
export interface DooAccess {
  /** @throws DooSecretError; the log says which fields are at fault */
  organizations(): Promise<readonly DooOrganization[]>;
  /** The one organization; `undefined` when the secret does not name it. @throws DooSecretError */
  organization(organizationId: string): Promise<DooOrganization | undefined>;
  /** The client for an organization's credentials. @throws DooSecretError */
  clientOf(organization: DooOrganization): Promise<DooClient>;
}

/** The doo client is loaded with its first use: opening the form does not need it. */
export function createDooAccess(
  secrets: SecretsProvider,
  settings: CommonSettings,
  log: Log,
): DooAccess {
  const allowLoopback = settings.ALLOW_LOOPBACK === '1';
  let kept: { readonly version: number; readonly secret: DooSecret | undefined } | undefined;
  const clients = once(async (): Promise<DooClients> => {
    const { createDooClients } = await import('./doo-clients.ts');
    return createDooClients(settings.DOO_CALL_INTERVAL_MS, allowLoopback);
  });

  async function read(): Promise<{ readonly text: string; readonly version: number }> {
    try {
      return await secrets.get(settings.DOO_SECRET_ID);
    } catch (error) {
      log.error('doo_secret_unreadable', { error: errorKind(error) });
      throw new DooSecretError('unreadable');
    }
  }

  async function present(): Promise<{ readonly version: number; readonly secret: DooSecret }> {
    const { text, version } = await read();
    if (kept?.version !== version) {
      const parsed = parseDooSecret(text, { allowLoopback });
      if (!parsed.ok) log.error('doo_secret_unusable', { faults: parsed.faults.join('; ') });
      kept = { version, secret: parsed.ok ? parsed.value : undefined };
    }
    if (kept.secret === undefined) throw new DooSecretError('unusable');
    return { version, secret: kept.secret };
  }

  const organizations = async () => (await present()).secret.organizations;
  return {
    organizations,
    organization: async (organizationId) =>
      (await organizations()).find((each) => each.organizationId === organizationId),
    clientOf: async (organization) => {
      const { version, secret } = await present();
      return (await clients()).of(organization.credentials, secret, version);
    },
  };
}
