import { inspect } from 'node:util';
import {
  createSecretFetcher,
  SecretUnreadableError,
} from '@doo-repush/functions/runtime/secrets/secrets-manager';
import { describe, expect, it } from 'vitest';
import { sendJson, startLocalServer } from '../../../support/local-server.ts';

const CREDENTIALS = { accessKeyId: 'placeholder-access-key', secretAccessKey: 'placeholder-key' };

async function startSecrets(
  answer: Parameters<typeof startLocalServer>[0],
  timeoutMs = 1000,
): Promise<{ fetchSecret: (id: string) => Promise<string>; requests: { body: string }[] }> {
  const { url, requests } = await startLocalServer(answer);
  const config = { endpoint: url, region: 'eu-central-1', timeoutMs, credentials: CREDENTIALS };
  return { fetchSecret: createSecretFetcher(config), requests };
}

async function errorOf(reading: Promise<string>): Promise<SecretUnreadableError> {
  const error = await reading.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof SecretUnreadableError)) throw new Error('no SecretUnreadableError');
  return error;
}

describe('createSecretFetcher', () => {
  it('reads the text of the secret', async () => {
    const { fetchSecret, requests } = await startSecrets(({ headers }, response) => {
      expect(headers['x-amz-target']).toBe('secretsmanager.GetSecretValue');
      sendJson(response, 200, { SecretString: 'placeholder-text' });
    });
    expect(await fetchSecret('doo-repush/doo')).toBe('placeholder-text');
    expect(requests.map(({ body }) => JSON.parse(body))).toEqual([{ SecretId: 'doo-repush/doo' }]);
  });

  it.each([
    ['ResourceNotFoundException', 'not_found'],
    ['InvalidRequestException', 'not_found'],
    ['AccessDeniedException', 'denied'],
    ['UnrecognizedClientException', 'denied'],
    ['DecryptionFailure', 'denied'],
    ['SomethingNewException', 'unavailable'],
  ])('reports %s as %s', async (type, code) => {
    const { fetchSecret } = await startSecrets((_, response) =>
      sendJson(response, 400, { __type: type, message: 'no' }),
    );
    expect(await errorOf(fetchSecret('doo'))).toMatchObject({
      name: 'SecretUnreadableError',
      code,
      secretId: 'doo',
      reason: type,
      message: `secret doo cannot be read: ${code} (${type})`,
    });
  });

  it.each([{}, { SecretString: '' }, { SecretBinary: 'AAAA' }])(
    'reports that %j has no text',
    async (answer) => {
      const { fetchSecret } = await startSecrets((_, response) => sendJson(response, 200, answer));
      expect(await errorOf(fetchSecret('doo'))).toMatchObject({ code: 'empty', reason: 'no text' });
    },
  );

  it('makes two attempts if the service fails', async () => {
    const { fetchSecret, requests } = await startSecrets((_, response) =>
      sendJson(response, 500, { __type: 'InternalServiceError' }),
    );
    expect(await errorOf(fetchSecret('doo'))).toMatchObject({ code: 'unavailable' });
    expect(requests).toHaveLength(2);
  });

  it('keeps no connection alive, because the service would drop it before the next read', async () => {
    const known = new Set<number | undefined>();
    const { fetchSecret } = await startSecrets((_, response) => {
      known.add(response.socket?.remotePort);
      sendJson(response, 200, { SecretString: 'placeholder-text' });
    });
    await fetchSecret('doo');
    await fetchSecret('doo');
    expect(known.size).toBe(2);
  });

  it('times out if no response arrives', async () => {
    const { fetchSecret } = await startSecrets(() => undefined, 50);
    expect(await errorOf(fetchSecret('doo'))).toMatchObject({ code: 'unavailable' });
  });

  it('puts no value into its error if the response is cut off', async () => {
    const { fetchSecret } = await startSecrets((_, response) => {
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' });
      response.end('{"SecretString":"placeholder-canary');
    });
    const error = await errorOf(fetchSecret('doo'));
    expect(error).toMatchObject({ code: 'unavailable' });
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('canary');
  });
});
