import {
  parseSlackSecret,
  type SlackSecret,
  SlackSecretError,
} from '../../../runtime/secrets/slack-secret.ts';
import { signingSecretFault } from '../../signing-secret.ts';
import { type Finding, faulty, fine } from '../finding.ts';
import { type FetchSecret, readSecretText, writeItAnew } from './secret-text.ts';

export interface ReadSlackSecret {
  readonly secret: SlackSecret;
  readonly bytes: number;
}

/** Whether the Slack secret is there and complete. */
export async function checkSlackSecret(
  fetchSecret: FetchSecret,
  id: string,
  stage: string,
): Promise<Finding<ReadSlackSecret>> {
  const read = await readSecretText(fetchSecret, id, 'slack', stage);
  if (!read.ok) return read;
  try {
    const secret = parseSlackSecret(read.value);
    const fault = signingSecretFault(secret.signingSecret);
    if (fault !== undefined) return faulty(fault, writeItAnew('slack', stage));
    return fine('all fields are there', { secret, bytes: Buffer.byteLength(read.value) });
  } catch (error) {
    if (!(error instanceof SlackSecretError)) throw error;
    return faulty(error.message, writeItAnew('slack', stage));
  }
}
