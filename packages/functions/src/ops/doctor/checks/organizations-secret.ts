import {
  type DooSecret,
  organizationsSecretText,
  parseOrganizationsSecret,
} from '@doo-repush/core/doo/secret';
import { type Finding, faulty, fine } from '../finding.ts';
import { type FetchSecret, readSecretText } from './secret-text.ts';

/** Whether the slack function offers the organizations that the doo secret has. */
export async function checkOrganizationsSecret(
  fetchSecret: FetchSecret,
  id: string | undefined,
  doo: DooSecret,
  stage: string,
): Promise<Finding> {
  if (id === undefined) return fine('read from the doo secret', undefined);
  const read = await readSecretText(fetchSecret, id, 'doo', stage);
  if (!read.ok) return read;
  const mend = `Write both secrets again: npm run secrets -- edit doo --stage ${stage}`;
  const parsed = parseOrganizationsSecret(read.value);
  if (!parsed.ok) return faulty(parsed.faults.join('; '), mend);
  const present = organizationsSecretText({ organizations: parsed.value });
  if (present !== organizationsSecretText(doo))
    return faulty('it differs from the organizations of the doo secret', mend);
  return fine('the same as in the doo secret, without credentials', undefined);
}
