import { SecretUnreadableError } from '../../../runtime/secrets/secrets-manager.ts';
import { secretMend } from '../../secrets/secret-mend.ts';
import { type Finding, faulty, fine } from '../finding.ts';

/** Reads the text of a secret. @throws SecretUnreadableError */
export type FetchSecret = (id: string) => Promise<string>;

/** Whether the secret `which` can be read at all; its value is the text, which is shown nowhere. */
export async function readSecretText(
  fetchSecret: FetchSecret,
  id: string,
  which: 'slack' | 'doo',
  stage: string,
): Promise<Finding<string>> {
  try {
    return fine('', await fetchSecret(id));
  } catch (error) {
    if (!(error instanceof SecretUnreadableError)) throw error;
    return faulty(`it cannot be read: ${error.code} (${error.reason})`, mendOf(error));
  }

  function mendOf(error: SecretUnreadableError): string {
    switch (error.code) {
      case 'denied':
        return secretMend(error, 'secretsmanager:GetSecretValue');
      case 'unavailable':
        return 'Secrets Manager did not answer: run the doctor again in a minute.';
      default:
        return writeItAnew(which, stage);
    }
  }
}

/** The command that writes a secret: all of it, and no prompt asks for organizations. */
export function writeItAnew(which: 'slack' | 'doo', stage: string): string {
  const command = `npm run secrets -- edit ${which} --stage ${stage}`;
  return which === 'doo' ? `Write it: ${command} --file doo.json` : `Write it: ${command}`;
}
