import {
  DescribeSecretCommand,
  type DescribeSecretResponse,
  GetSecretValueCommand,
  type GetSecretValueResponse,
  ListSecretsCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import {
  createSecretsManager,
  type SecretsManager,
} from '@doo-repush/sandbox/aws/secrets-manager/secrets-manager';
import { createClock } from '@doo-repush/sandbox/clock';
import { expect } from 'vitest';
import { refusesForeignPages } from './foreign-page.ts';
import { promised, type Topic } from './promise.ts';

const GET = 'Secrets Manager API: GetSecretValue';
const PUT = 'Secrets Manager API: PutSecretValue';
const DESCRIBE = 'Secrets Manager API: DescribeSecret';
const OWN = 'of the peer';

const notFound = { name: 'ResourceNotFoundException', $metadata: { httpStatusCode: 400 } };

/** Secrets Manager with the real client. */
export interface SecretsPeer {
  readonly secrets: SecretsManager;
  readonly client: SecretsManagerClient;
  get(id: string): Promise<GetSecretValueResponse>;
  put(id: string, text: string): Promise<{ VersionId?: string | undefined }>;
  describe(id: string): Promise<DescribeSecretResponse>;
}

/** Starts Secrets Manager with the secret `doo`. */
export async function openSecretsPeer() {
  const secrets = createSecretsManager({ clock: createClock() });
  await secrets.start();
  secrets.set('doo', 'first');
  const client = new SecretsManagerClient({
    endpoint: secrets.url,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'placeholder', secretAccessKey: 'placeholder' },
    maxAttempts: 1,
  });
  const get = (SecretId: string) => client.send(new GetSecretValueCommand({ SecretId }));
  const put = (SecretId: string, SecretString: string) =>
    client.send(new PutSecretValueCommand({ SecretId, SecretString }));
  const describe = (SecretId: string) => client.send(new DescribeSecretCommand({ SecretId }));
  return {
    peer: { secrets, client, get, put, describe },
    async close() {
      client.destroy();
      await secrets.stop();
    },
  };
}

/** What the Secrets Manager of the sandbox promises. */
export const secretsManagerPromises: readonly Topic<SecretsPeer>[] = [
  {
    topic: 'Secrets',
    promises: [
      promised('A secret is read by name and by ARN', GET, async ({ get }) => {
        const { ARN = '', SecretString } = await get('doo');
        expect([SecretString, (await get(ARN)).SecretString]).toEqual(['first', 'first']);
      }),
      promised('A new value is a new version under the same ARN', GET, async ({ secrets, get }) => {
        const first = await get('doo');
        secrets.set('doo', 'second');
        const second = await get('doo');
        expect(second).toMatchObject({ ARN: first.ARN, SecretString: 'second' });
        expect(second.VersionId).not.toBe(first.VersionId);
      }),
      promised('An unknown one is `ResourceNotFoundException`', GET, async ({ get }) => {
        await expect(get('slack')).rejects.toMatchObject(notFound);
      }),
      promised('It holds 65,536 bytes', 'AWS docs: Secrets Manager quotas', ({ secrets }) => {
        secrets.set('doo', 'x'.repeat(65_536));
        expect(() => secrets.set('doo', 'x'.repeat(65_537))).toThrow(RangeError);
      }),
      promised('Access can be denied: `AccessDeniedException`', GET, async ({ secrets, get }) => {
        secrets.denyAccess(true);
        await expect(get('doo')).rejects.toMatchObject({ name: 'AccessDeniedException' });
      }),
      promised('A call can be made to fail', OWN, async ({ secrets, get }) => {
        secrets.faults.add({ operation: 'GetSecretValue', fault: '500' });
        await expect(get('doo')).rejects.toMatchObject({ $metadata: { httpStatusCode: 500 } });
        expect((await get('doo')).SecretString).toBe('first');
      }),
      promised('A value that is put is the next one that is read', PUT, async ({ get, put }) => {
        const { VersionId } = await put('doo', 'second');
        expect(await get('doo')).toMatchObject({ SecretString: 'second', VersionId });
        await expect(put('slack', 'text')).rejects.toMatchObject(notFound);
        await expect(put('doo', 'x'.repeat(65_537))).rejects.toMatchObject({
          name: 'InvalidParameterException',
        });
      }),
      promised(
        'A secret without a value is described, and reading it is `ResourceNotFoundException`',
        DESCRIBE,
        async ({ secrets, get, put, describe }) => {
          secrets.create('new');
          expect((await describe('new')).VersionIdsToStages).toBeUndefined();
          await expect(get('new')).rejects.toMatchObject(notFound);
          await put('new', 'first');
          expect(Object.values((await describe('new')).VersionIdsToStages ?? {})).toEqual([
            ['AWSCURRENT'],
          ]);
          expect(secrets.text('new')).toBe('first');
        },
      ),
      promised(
        'One that is marked for deletion says so, and is neither read nor written: `InvalidRequestException`',
        DESCRIBE,
        async ({ secrets, get, put, describe }) => {
          secrets.markForDeletion('doo');
          expect((await describe('doo')).DeletedDate).toBeInstanceOf(Date);
          const marked = { name: 'InvalidRequestException' };
          await expect(get('doo')).rejects.toMatchObject(marked);
          await expect(put('doo', 'text')).rejects.toMatchObject(marked);
        },
      ),
      promised(
        'Nothing but GetSecretValue, DescribeSecret and PutSecretValue is offered',
        OWN,
        async ({ client }) => {
          await expect(client.send(new ListSecretsCommand({}))).rejects.toMatchObject({
            name: 'InvalidParameterException',
          });
        },
      ),
      refusesForeignPages(({ secrets }) => secrets.url),
    ],
  },
];
