import { join } from 'node:path';
import { createFunctionHost } from '@doo-repush/sandbox/aws/functions/function-host';
import { functionSettings } from '@doo-repush/sandbox/function-settings';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { expect, onTestFinished, test } from 'vitest';
import { distDir, startProduct } from '../support/product.ts';
import { ask, press, stateOf } from '../support/requests.ts';

test('a request asked before a deployment ends in the code that it began in', async () => {
  const sandbox = await startProduct();
  const { slack, lambda, secrets, clock, hosts } = sandbox;
  const newCode = createFunctionHost({
    name: 'repush',
    bundlePath: join(distDir, 'repush', 'index.mjs'),
    env: () => ({
      ...functionSettings({
        slackApiUrl: slack.url,
        lambdaUrl: lambda.url,
        secretsManagerUrl: secrets.url,
      }),
      DOO_CALL_INTERVAL_MS: '0',
    }),
    clock,
    timeoutMs: 60_000,
    maxProcesses: 1,
    onLog: () => undefined,
  });
  onTestFinished(() => newCode.stop());

  const early = await ask(sandbox);
  expect(lambda.publish('repush', newCode)).toBe('2');
  const late = await ask(sandbox, { eventIds: '41232' });
  expect(newCode.stats().invocations).toBe(1);

  const { invocations } = hosts.repush.stats();
  expect(stateOf(await press(sandbox, people.approver, early, 'approve'))).toBe('accepted');
  expect(newCode.stats().invocations).toBe(1);
  expect(hosts.repush.stats().invocations).toBeGreaterThan(invocations);
  expect(stateOf(await press(sandbox, people.approver, late, 'approve'))).toBe('accepted');
  expect(newCode.stats().invocations).toBeGreaterThan(1);
  expect(lambda.executions().map(({ version }) => version)).toEqual(['1', '2']);
});
