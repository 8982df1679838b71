import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { awsConfig } from '@doo-repush/functions/ops/aws-config';
import { awsTrouble } from '@doo-repush/functions/ops/aws-trouble';
import { describe, expect, it } from 'vitest';
import { startLocalServer } from '../../support/local-server.ts';
import { filesBelow } from '../../support/sources.ts';

describe('an AWS client of a tool', () => {
  it('gives up an AWS that never answers', async () => {
    const silent = await startLocalServer(() => undefined);
    const client = new LambdaClient({
      ...awsConfig({ region: 'eu-central-1' }, { timeoutMs: 200 }),
      endpoint: silent.url,
      credentials: { accessKeyId: 'placeholder', secretAccessKey: 'placeholder' },
    });
    const error: unknown = await client.send(new ListFunctionsCommand({})).catch((it) => it);
    expect(awsTrouble(error)).toMatchObject({ kind: 'unreachable' });
    expect(silent.requests).toHaveLength(2);
    client.destroy();
  });

  it('is made with this patience in every tool', () => {
    const made = filesBelow('packages/functions/src/ops').flatMap(({ path, text }) =>
      [
        ...text.matchAll(
          /new (?:Lambda|CloudWatch\w*|STS|SecretsManager)Client\(\s*([^,)]{0,20})/g,
        ),
      ].map(([, first]) => `${path}: ${first}`),
    );
    expect(made.length).toBeGreaterThan(7);
    // The region alone is asked of the SDK, and nobody else.
    const own = made.filter(
      (each) => !/: (?:awsConfig|common)\(|setup\/cloud\.ts: \{\}/.test(each),
    );
    expect(own).toEqual([]);
  });
});
