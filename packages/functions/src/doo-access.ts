import { createDooClient, type DooClient } from '@doo-repush/core/doo/client';
import { systemClock } from '@doo-repush/core/doo/clock';
import { createPace, type Pace } from '@doo-repush/core/doo/pace';
import { type DooOrganization, type DooSecret, parseDooSecret } from '@doo-repush/core/doo/secret';
import type { SecretsProvider } from '@doo-repush/core/secrets/provider';
import { errorKind, type Log } from './log.ts';
import type { CommonSettings } from './settings.ts';

/** doo as an entry point reaches it: through the doo secret, whatever its present version. */
export interface DooAccess {
  /** `undefined` when the secret cannot be read or used; the log says which fields are at fault. */
  organizations(): Promise<readonly DooOrganization[] | undefined>;
  clientOf(organization: DooOrganization): Promise<DooClient>;
}

/**
 * Keeps one client for each set of credentials, so that its token serves while it works, and one
 * pace for each API key, since doo counts calls by it. A new version of the secret starts over.
 */
export function createDooAccess(
  secrets: SecretsProvider,
  settings: CommonSettings,
  log: Log,
): DooAccess {
  let version: number | undefined;
  let secret: DooSecret | undefined;
  let clients = new Map<string, DooClient>();
  const paces = new Map<string, Pace>();
  const allowLoopback = settings.ALLOW_LOOPBACK === '1';

  function paceOf(apiKey: string): Pace {
    const pace =
      paces.get(apiKey) ??
      createPace({ intervalMs: settings.DOO_CALL_INTERVAL_MS, clock: systemClock });
    paces.set(apiKey, pace);
    return pace;
  }

  async function present(): Promise<DooSecret | undefined> {
    try {
      const read = await secrets.get(settings.DOO_SECRET_ID);
      if (read.version === version) return secret;
      const parsed = parseDooSecret(read.text, { allowLoopback });
      if (!parsed.ok) log.error('doo_secret_unusable', { faults: parsed.faults.join('; ') });
      version = read.version;
      secret = parsed.ok ? parsed.value : undefined;
      clients = new Map();
      return secret;
    } catch (error) {
      log.error('doo_secret_unreadable', { error: errorKind(error) });
      return undefined;
    }
  }

  return {
    organizations: async () => (await present())?.organizations,
    clientOf: async (organization) => {
      const addresses = await present();
      if (addresses === undefined) throw new Error('the doo secret is not readable');
      const key = JSON.stringify(organization.credentials);
      const known = clients.get(key);
      if (known !== undefined) return known;
      const client = createDooClient({
        restUrl: addresses.restUrl,
        graphqlUrl: addresses.graphqlUrl,
        credentials: organization.credentials,
        allowLoopback,
        callIntervalMs: settings.DOO_CALL_INTERVAL_MS,
        pace: paceOf(organization.credentials.apiKey),
      });
      clients.set(key, client);
      return client;
    },
  };
}
