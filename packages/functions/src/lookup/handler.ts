import { type LookedUp, lookUpSchema } from '../model/look-up.ts';
import { createDooAccess } from '../runtime/doo-access.ts';
import { createLog, errorKind } from '../runtime/log.ts';
import { createSecrets } from '../runtime/secrets/secret-store.ts';
import { readSettings } from '../runtime/settings.ts';

/**
 * Reads from doo what the form offers, which keeps doo's credentials out of the slack function.
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

  async function lookUp(event: unknown): Promise<LookedUp> {
    const { organizationId, dueAtMs, from } = lookUpSchema.parse(event);
    const organization = await access.organization(organizationId);
    if (organization === undefined) return {};
    const doo = await access.clientOf(organization);
    const deadlineMs = dueAtMs - now();
    return { listed: await doo.listConfigurations(organization.teamId, { deadlineMs, from }) };
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
