import { organizationsSecretText, parseDooSecret } from '@doo-repush/core/doo/secret';
import type { EditDeps } from './deps.ts';

/**
 * Writes what the doo secret says of organizations, without credentials, to the secret that the slack
 * function reads. An installation without that secret reads the doo secret itself.
 * @param dooText a doo secret without faults
 * @returns what stands in the way, as a sentence
 * @throws SecretUnreadableError, SecretUnwritableError
 */
export async function copyOrganizations(
  id: string,
  dooText: string,
  allowLoopback: boolean,
  { writer, fetchSecret, output }: Pick<EditDeps, 'writer' | 'fetchSecret' | 'output'>,
): Promise<string | undefined> {
  const parsed = parseDooSecret(dooText, { allowLoopback });
  if (!parsed.ok) throw new Error('The doo secret was checked before it was written');
  const standing = await writer.standing(id);
  if (standing === 'absent') return undefined;
  if (standing === 'deleted')
    return `${id} is marked for deletion. Take that back: aws secretsmanager restore-secret --secret-id ${id}`;
  const text = organizationsSecretText(parsed.value);
  if (standing === 'with_value' && (await fetchSecret(id)) === text) return undefined;
  await writer.write(id, text);
  output.out(`${id}\n  organizations: ${parsed.value.organizations.length}, without credentials\n`);
  return undefined;
}
