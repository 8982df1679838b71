import { inspect } from 'node:util';
import {
  createSecretWriter,
  SecretUnwritableError,
  type SecretWriter,
} from '@doo-repush/functions/runtime/secrets/secret-writer';
import { describe, expect, it } from 'vitest';
import { type LocalServer, sendJson, startLocalServer } from '../../../support/local-server.ts';

const credentials = { accessKeyId: 'placeholder', secretAccessKey: 'placeholder' };

/** A writer whose every call gets this response. */
async function writerAnswered(
  status: number,
  body: object,
): Promise<{ writer: SecretWriter; requests: LocalServer['requests'] }> {
  const { url, requests } = await startLocalServer((_, response) =>
    sendJson(response, status, body),
  );
  const writer = createSecretWriter({ endpoint: url, region: 'eu-central-1', credentials });
  return { writer, requests };
}

describe('createSecretWriter', () => {
  it.each([
    ['with_value', { VersionIdsToStages: { a: ['AWSPREVIOUS'], b: ['AWSCURRENT'] } }],
    ['without_value', {}],
    ['without_value', { VersionIdsToStages: { a: ['AWSPREVIOUS'] } }],
    ['deleted', { DeletedDate: 1_700_000_000, VersionIdsToStages: { b: ['AWSCURRENT'] } }],
  ])('recognizes a secret as %s', async (standing, answer) => {
    const { writer, requests } = await writerAnswered(200, answer);
    expect(await writer.standing('doo')).toBe(standing);
    expect(requests[0]?.headers['x-amz-target']).toBe('secretsmanager.DescribeSecret');
    expect(JSON.parse(requests[0]?.body ?? '')).toEqual({ SecretId: 'doo' });
  });

  it('recognizes a missing secret as absent', async () => {
    const { writer } = await writerAnswered(400, { __type: 'ResourceNotFoundException' });
    expect(await writer.standing('doo')).toBe('absent');
  });

  it('does not mistake a secret that it may not describe for an absent one', async () => {
    const { writer } = await writerAnswered(400, { __type: 'AccessDeniedException' });
    const error = await writer.standing('doo').catch((it: unknown) => it);
    expect(error).toMatchObject({
      name: 'SecretUnwritableError',
      code: 'denied',
      message: 'secret doo cannot be written: denied (AccessDeniedException)',
    });
  });

  it('puts a new value', async () => {
    const { writer, requests } = await writerAnswered(200, {});
    await writer.write('doo', 'placeholder-text');
    expect(requests[0]?.headers['x-amz-target']).toBe('secretsmanager.PutSecretValue');
    expect(JSON.parse(requests[0]?.body ?? '')).toMatchObject({
      SecretId: 'doo',
      SecretString: 'placeholder-text',
    });
  });

  it.each([
    ['AccessDeniedException', 'denied'],
    ['ResourceNotFoundException', 'not_found'],
    ['LimitExceededException', 'unavailable'],
  ])('reports a refused write (%s) as %s, without the value', async (type, code) => {
    const message = 'placeholder-canary is not allowed';
    const { writer } = await writerAnswered(400, { __type: type, message });
    const error = await writer.write('doo', 'placeholder-canary').catch((it: unknown) => it);
    expect(error).toBeInstanceOf(SecretUnwritableError);
    expect(error).toMatchObject({
      name: 'SecretUnwritableError',
      code,
      secretId: 'doo',
      message: `secret doo cannot be written: ${code} (${type})`,
    });
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('canary');
  });
});
