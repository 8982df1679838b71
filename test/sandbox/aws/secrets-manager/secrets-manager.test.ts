import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import {
  createSecretsManager,
  type SecretsManager,
} from '@doo-repush/sandbox/aws/secrets-manager/secrets-manager';
import { createClock } from '@doo-repush/sandbox/clock';
import { afterEach, beforeEach, expect, test } from 'vitest';

const clock = createClock();
let peer: SecretsManager;
let client: SecretsManagerClient;

beforeEach(async () => {
  peer = createSecretsManager({ clock });
  await peer.start();
  client = new SecretsManagerClient({
    endpoint: peer.url,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'placeholder', secretAccessKey: 'placeholder' },
    maxAttempts: 1,
  });
});
afterEach(async () => {
  client.destroy();
  await peer.stop();
});

const get = (id: string) => client.send(new GetSecretValueCommand({ SecretId: id }));

test('a secret is read by its name and by its ARN', async () => {
  peer.set('doo', { apiKey: 'placeholder-api-key' });
  const secret = await get('doo');
  expect(secret).toMatchObject({ Name: 'doo', SecretString: '{"apiKey":"placeholder-api-key"}' });
  expect(secret.CreatedDate).toBeInstanceOf(Date);
  expect((await get(secret.ARN ?? '')).SecretString).toBe(secret.SecretString);
});

test('a new value is a new version of the same secret', async () => {
  peer.set('doo', 'first');
  const first = await get('doo');
  peer.set('doo', 'second');
  const second = await get('doo');
  expect(second.SecretString).toBe('second');
  expect(second.ARN).toBe(first.ARN);
  expect(second.VersionId).not.toBe(first.VersionId);
});

test('an unknown or removed secret is not found', async () => {
  peer.set('doo', 'text');
  peer.remove('doo');
  await expect(get('doo')).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    $metadata: { httpStatusCode: 400 },
  });
});

test('access is denied while that is switched on', async () => {
  peer.set('doo', 'text');
  peer.denyAccess(true);
  await expect(get('doo')).rejects.toMatchObject({ name: 'AccessDeniedException' });
  peer.denyAccess(false);
  expect((await get('doo')).SecretString).toBe('text');
});

test.each(['500', 'refused'] as const)(
  'an outage (%s) meets the calls it is set for',
  async (fault) => {
    peer.set('doo', 'text');
    peer.faults.add({ operation: 'GetSecretValue', fault, times: 2 });
    await expect(get('doo')).rejects.toThrow();
    await expect(get('doo')).rejects.toThrow();
    expect((await get('doo')).SecretString).toBe('text');
  },
);

test('calls are counted by the secret that they ask for', async () => {
  peer.set('doo', 'text');
  await get('doo');
  await get('doo');
  await expect(get('slack')).rejects.toThrow();
  expect([peer.calls('doo'), peer.calls('slack'), peer.calls()]).toEqual([2, 1, 3]);
});

test('a secret holds 65,536 bytes and not one more', async () => {
  peer.set('large', 'ä'.repeat(32_768));
  expect((await get('large')).SecretString).toHaveLength(32_768);
  expect(() => peer.set('larger', `${'ä'.repeat(32_768)}x`)).toThrow(RangeError);
});
