import type { DooClient } from '@doo-repush/core/doo/client';
import { type DooOrganization, parseDooSecret } from '@doo-repush/core/doo/secret';
import type { DooClients } from './doo-clients.ts';
import { once } from './lazy.ts';
import type { Log } from './log.ts';
import { createParsedSecret } from './secrets/parsed-secret.ts';
import type { SecretsProvider } from './secrets/secret-cache.ts';
import type { CommonSettings } from './settings.ts';

/** doo for one entry point, always with the current version of the doo secret. */
export interface DooAccess {
  /** @throws DooSecretError; the log names the invalid fields */
  organizations(): Promise<readonly DooOrganization[]>;
  /** One organization; `undefined` if the secret does not list it. @throws DooSecretError */
  organization(organizationId: string): Promise<DooOrganization | undefined>;
  /** A client with the organization's credentials. @throws DooSecretError */
  clientOf(organization: DooOrganization): Promise<DooClient>;
}

export type DooAccessSettings = Pick<
  CommonSettings,
  'dooSecretId' | 'dooCallIntervalMs' | 'dooCallsPerDay' | 'allowLoopback'
>;

/** Loads the doo client on first use: opening the form does not need it. */
export function createDooAccess(
  secrets: SecretsProvider,
  settings: DooAccessSettings,
  log: Log,
): DooAccess {
  const allowLoopback = settings.allowLoopback;
  const parse = (text: string) => parseDooSecret(text, { allowLoopback });
  const present = createParsedSecret(
    { name: 'doo', id: settings.dooSecretId, parse },
    secrets,
    log,
  );
  const clients = once(async (): Promise<DooClients> => {
    const { createDooClients } = await import('./doo-clients.ts');
    return createDooClients({
      callIntervalMs: settings.dooCallIntervalMs,
      callsPerDay: settings.dooCallsPerDay,
      allowLoopback,
      onCall: () => log.info('doo_called'),
    });
  });

  const organizations = async () => (await present()).value.organizations;
  return {
    organizations,
    organization: async (organizationId) =>
      (await organizations()).find((each) => each.organizationId === organizationId),
    clientOf: async (organization) => {
      const { version, value } = await present();
      return (await clients()).of(organization.credentials, value, version);
    },
  };
}
