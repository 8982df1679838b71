import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

const client = new SecretsManagerClient({});

/** The text of the Slack secret, as any function of AWS would read it. */
export async function readSecret(): Promise<string> {
  const answer = await client.send(
    new GetSecretValueCommand({ SecretId: process.env.SLACK_SECRET_ID }),
  );
  return answer.SecretString ?? '';
}
