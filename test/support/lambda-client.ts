import { LambdaClient } from '@aws-sdk/client-lambda';
import type { Sandbox } from '@doo-repush/sandbox/sandbox';

/** Calls Lambda as anyone with access to the AWS account can, bypassing the slack function. */
export async function withLambda<T>(
  sandbox: Sandbox,
  use: (client: LambdaClient) => Promise<T>,
): Promise<T> {
  const client = new LambdaClient({
    endpoint: sandbox.lambda.url,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'placeholder', secretAccessKey: 'placeholder' },
  });
  try {
    return await use(client);
  } finally {
    client.destroy();
    await sandbox.lambda.idle();
  }
}
