import { MAX_SECRET_BYTES, secretFields, secretText } from '@doo-repush/core/doo/secret';
import { SecretUnwritableError } from '../../runtime/secrets/secret-writer.ts';
import { SecretUnreadableError } from '../../runtime/secrets/secrets-manager.ts';
import { changedFields } from './changed-fields.ts';
import { copyOrganizations } from './copy-organizations.ts';
import type { EditDeps } from './deps.ts';
import { type SecretKind, secretFaults } from './kinds.ts';
import { secretMend } from './secret-mend.ts';

export interface SecretToEdit {
  readonly kind: SecretKind;
  readonly id: string;
  /** The secret that names the organizations of the doo secret without its credentials. */
  readonly organizationsId: string;
  readonly stage: string;
  readonly allowLoopback: boolean;
}

/**
 * Writes a new value of one secret, once it is complete and the person has seen which fields
 * change. Shows no value.
 * @returns the exit code
 */
export async function editSecret(secret: SecretToEdit, deps: EditDeps): Promise<number> {
  const { output } = deps;
  try {
    return await edit(secret, deps);
  } catch (error) {
    const isOfAws =
      error instanceof SecretUnwritableError || error instanceof SecretUnreadableError;
    if (!isOfAws) throw error;
    output.err(`Not written. ${error.message}\n${secretMend(error)}\n`);
    return 1;
  }
}

async function edit(secret: SecretToEdit, deps: EditDeps): Promise<number> {
  const { kind, id, stage, allowLoopback } = secret;
  const { writer, output } = deps;
  const refuse = (reason: string) => {
    output.err(`Not written. ${reason}\n`);
    return 1;
  };

  const standing = await writer.standing(id);
  if (standing === 'absent')
    return refuse(`There is no secret ${id}. Deploy first: npm run deploy -- --stage ${stage}`);
  if (standing === 'deleted')
    return refuse(
      `${id} is marked for deletion. Take that back: aws secretsmanager restore-secret --secret-id ${id}`,
    );
  const presentText = standing === 'with_value' ? await deps.fetchSecret(id) : undefined;
  const present = presentText === undefined ? undefined : secretFields(presentText);

  const candidate = await deps.candidate(present);
  if (!candidate.ok) return refuse(candidate.fault);
  const value = secretFields(candidate.text.replace(/^\uFEFF/, ''));
  const text = value === undefined ? candidate.text : secretText(value);
  const faults = secretFaults(kind, text, allowLoopback);
  if (faults.length > 0) return refuse(faults.join('\n'));
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_SECRET_BYTES)
    return refuse(`It has ${bytes} bytes; a secret holds ${MAX_SECRET_BYTES}.`);

  const changes = changedFields(present, value);
  const copy = async () => {
    if (kind !== 'doo') return 0;
    const fault = await copyOrganizations(secret.organizationsId, text, allowLoopback, deps);
    if (fault === undefined) return 0;
    output.err(`The organizations were not written. ${fault}\n`);
    return 1;
  };
  if (presentText !== undefined && changes.length === 0) {
    output.out('Nothing changes.\n');
    return copy();
  }
  output.out(`${id}\n${changes.map((line) => `  ${line}\n`).join('')}`);
  if (presentText !== undefined && !(await deps.confirm('Write this over the present value?')))
    return refuse('The present value stays.');
  await writer.write(id, text);
  output.out(`Written, ${bytes} bytes. The functions read it within five minutes.\n`);
  const code = await copy();
  if (code === 0) output.out(`Next: npm run doctor -- --stage ${stage}\n`);
  return code;
}
