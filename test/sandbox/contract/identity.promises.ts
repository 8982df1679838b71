import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { createIdentity, type Identity } from '@doo-repush/sandbox/aws/identity/identity';
import { expect } from 'vitest';
import { refusesForeignPages } from './foreign-page.ts';
import { promised, type Topic } from './promise.ts';

const API = 'AWS STS API: GetCallerIdentity';

/** STS with the real client. */
export interface IdentityPeer {
  readonly identity: Identity;
  ask(): Promise<string | undefined>;
}

export async function openIdentityPeer() {
  const identity = createIdentity();
  await identity.start();
  const client = new STSClient({
    endpoint: identity.url,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'placeholder', secretAccessKey: 'placeholder' },
    maxAttempts: 1,
  });
  const ask = async () => (await client.send(new GetCallerIdentityCommand({}))).Account;
  return {
    peer: { identity, ask },
    async close() {
      client.destroy();
      await identity.stop();
    },
  };
}

/** What the STS of the sandbox promises. */
export const identityPromises: readonly Topic<IdentityPeer>[] = [
  {
    topic: 'Whose credentials a call carries',
    promises: [
      promised('The account is told without any right in IAM', API, async ({ identity, ask }) => {
        identity.setAccount('123456789012');
        expect(await ask()).toBe('123456789012');
      }),
      promised('Credentials past their time are `ExpiredToken`', API, async ({ identity, ask }) => {
        identity.refuse('ExpiredToken');
        await expect(ask()).rejects.toThrow('refused');
      }),
      refusesForeignPages(({ identity }) => identity.url),
    ],
  },
];
