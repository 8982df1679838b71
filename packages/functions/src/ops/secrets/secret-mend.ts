import type { SecretUnwritableError } from '../../runtime/secrets/secret-writer.ts';
import type { SecretUnreadableError } from '../../runtime/secrets/secrets-manager.ts';
import { namedTrouble } from '../aws-trouble.ts';

const READ_AND_WRITE = 'secretsmanager:DescribeSecret, GetSecretValue and PutSecretValue';

/** What to do where a secret cannot be read or written: one thing. @param actions what has to be granted */
export function secretMend(
  { code, reason }: Pick<SecretUnreadableError | SecretUnwritableError, 'code' | 'reason'>,
  actions = READ_AND_WRITE,
): string {
  if (code === 'not_found' || code === 'empty') return 'Check account, region and stage.';
  if (reason === 'DecryptionFailure')
    return 'Have kms:Decrypt on the key of this secret granted to you.';
  const { kind, fix } = namedTrouble(reason);
  return kind === 'not_allowed' ? `Have ${actions} on this secret granted to you.` : fix;
}
