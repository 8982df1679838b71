import { secretFields } from '@doo-repush/core/doo/secret';
import { SecretUnwritableError } from '../../runtime/secrets/secret-writer.ts';
import { SecretUnreadableError } from '../../runtime/secrets/secrets-manager.ts';
import { SECRET_MENDS } from '../secrets/edit-secret.ts';
import type { StageFile } from '../stage/schema.ts';
import { stageFileSchema } from '../stage/schema.ts';
import type { Region, Setup } from './setup.ts';
import { SetupError } from './setup-error.ts';

/** The file of the stage once it is complete. @throws SetupError */
export async function completeFile({ stage, draft }: Setup): Promise<StageFile> {
  const parsed = stageFileSchema.safeParse(await draft());
  if (parsed.success) return parsed.data;
  throw new SetupError(
    `stages/${stage}.json does not name account, region and channel yet`,
    'Let the steps "aws" and "channel" go first.',
  );
}

export async function regionOf(setup: Setup): Promise<Region> {
  return setup.cloud.in((await completeFile(setup)).region);
}

/** The fields of a secret; none where nobody wrote it yet. @throws SetupError */
export async function fieldsOf(
  { stage }: Pick<Setup, 'stage'>,
  { writer, fetchSecret }: Region,
  id: string,
): Promise<Readonly<Record<string, unknown>>> {
  try {
    const standing = await writer.standing(id);
    if (standing === 'absent')
      throw new SetupError(
        `There is no secret ${id}`,
        `Deploy first: npm run deploy -- --stage ${stage}`,
      );
    if (standing === 'deleted')
      throw new SetupError(
        `${id} is marked for deletion`,
        `Take that back: aws secretsmanager restore-secret --secret-id ${id}`,
      );
    return standing === 'with_value' ? (secretFields(await fetchSecret(id)) ?? {}) : {};
  } catch (error) {
    throw asSetupError(error);
  }
}

/** @throws SetupError */
export async function writeFields(
  { writer }: Region,
  id: string,
  fields: Readonly<Record<string, unknown>>,
): Promise<void> {
  try {
    await writer.write(id, JSON.stringify(fields));
  } catch (error) {
    throw asSetupError(error);
  }
}

/** What went wrong with a secret, as a setup says it; every other error as it is. */
export function asSetupError(error: unknown): unknown {
  return error instanceof SecretUnwritableError || error instanceof SecretUnreadableError
    ? new SetupError(error.message, SECRET_MENDS[error.code])
    : error;
}
