import { secretFields } from '@doo-repush/core/doo/secret';
import { SecretUnwritableError } from '../../runtime/secrets/secret-writer.ts';
import { SecretUnreadableError } from '../../runtime/secrets/secrets-manager.ts';
import { awsTrouble, isOfAws } from '../aws-trouble.ts';
import { functionUrl } from '../doctor/function-url.ts';
import { secretMend } from '../secrets/secret-mend.ts';
import type { StageFile } from '../stage/schema.ts';
import { stageFileSchema } from '../stage/schema.ts';
import type { AwsClients, Setup } from './setup.ts';
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

/** AWS in the region that the file of the stage pins. @throws SetupError */
export async function awsOf(setup: Setup): Promise<AwsClients> {
  return setup.cloud.in((await completeFile(setup)).region);
}

/** The fields of a secret; none where nobody wrote it yet. @throws SetupError */
export async function fieldsOf(
  { stage }: Pick<Setup, 'stage'>,
  { writer, fetchSecret }: AwsClients,
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
  { writer }: AwsClients,
  id: string,
  fields: Readonly<Record<string, unknown>>,
): Promise<void> {
  try {
    await writer.write(id, JSON.stringify(fields));
  } catch (error) {
    throw asSetupError(error);
  }
}

/** The address of the function that Slack calls; `undefined` where it has none. @throws SetupError */
export async function urlOf(setup: Setup): Promise<string | undefined> {
  const { lambda } = await awsOf(setup);
  const name = setup.names.functions.slack;
  try {
    return await functionUrl(lambda, name);
  } catch (error) {
    const { kind, detail, fix } = awsTrouble(error);
    if (kind === 'absent') return undefined;
    throw new SetupError(`The URL of ${name} cannot be read: ${detail}`, fix);
  }
}

/** What went wrong at AWS, as a setup says it; every other error as it is. */
export function asSetupError(error: unknown): unknown {
  if (error instanceof SecretUnwritableError || error instanceof SecretUnreadableError)
    return new SetupError(error.message, secretMend(error));
  if (!isOfAws(error)) return error;
  const { detail, fix } = awsTrouble(error);
  return new SetupError(detail, fix);
}
