import type { ConfigurationList } from '@doo-repush/core/doo/configurations';
import { succeeded } from '@doo-repush/core/doo/result';
import { type LookedUp, lookUpSchema } from '../model/look-up.ts';
import { createDooAccess } from '../runtime/doo-access.ts';
import { createLog, errorKind } from '../runtime/log.ts';
import { createSecrets } from '../runtime/secrets/secret-store.ts';
import { readSettings } from '../runtime/settings.ts';
import { createKept } from '../runtime/ttl-cache.ts';

/** As long as the slack function keeps what it was told. */
const LISTS_KEPT_MS = 60_000;

/**
 * Reads from doo what the form offers, which keeps doo's credentials out of the slack function. What was read is
 * there for the next look-up, in case nobody waited for it: a call to doo is one of few a day.
 * @throws SettingsError that names every invalid setting
 */
export function createLookupHandler(
  env: Readonly<Record<string, string | undefined>>,
): (event: unknown) => Promise<LookedUp> {
  const settings = readSettings('lookup', env);
  const now = () => Date.now();
  const log = createLog((line) => process.stdout.write(`${line}\n`), now, {
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
  });
  const access = createDooAccess(createSecrets(now, log), settings, log);
  const lists = createKept<ConfigurationList>(LISTS_KEPT_MS, now);

  async function lookUp(event: unknown): Promise<LookedUp> {
    const { organizationId, dueAtMs, from } = lookUpSchema.parse(event);
    const organization = await access.organization(organizationId);
    if (organization === undefined) return {};
    const start = further(lists.get(organization.teamId), from);
    if (start !== undefined && start.nextPage === undefined) return { listed: succeeded(start) };
    const doo = await access.clientOf(organization);
    const options = { deadlineMs: dueAtMs - now(), from: start };
    const listed = await doo.listConfigurations(organization.teamId, options);
    if (listed.ok) lists.set(organization.teamId, listed.value);
    return { listed };
  }

  return async (event) => {
    try {
      return await lookUp(event);
    } catch (error) {
      log.error('look_up_failed', { error: errorKind(error) });
      throw error;
    }
  };
}

/** Of two readings of one list the one that has come further. */
function further(
  kept: ConfigurationList | undefined,
  from: ConfigurationList | undefined,
): ConfigurationList | undefined {
  if (kept === undefined) return from;
  const isAhead = kept.nextPage === undefined || kept.nextPage > (from?.nextPage ?? 0);
  return isAhead ? kept : from;
}
