import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

const client = new SecretsManagerClient({});

/** Reads the Slack secret the way any function on AWS would. */
export async function readSecret(): Promise<string> {
  const answer = await client.send(
    new GetSecretValueCommand({ SecretId: process.env.SLACK_SECRET_ID }),
  );
  return answer.SecretString ?? '';
}
