import { SendDurableExecutionCallbackSuccessCommand } from '@aws-sdk/client-lambda';
import {
  createFunctionHost,
  type FunctionHost,
} from '@doo-repush/sandbox/aws/functions/function-host';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundleFixture } from '../../support/bundled-fixtures/bundle.ts';
import { openWorkflowLab, type WorkflowLab } from './workflow-lab.ts';

let lab: WorkflowLab;
let secondHost: FunctionHost;

beforeAll(async () => {
  const bundlePath = await bundleFixture('workflow');
  lab = await openWorkflowLab({ bundlePath });
  secondHost = createFunctionHost({
    name: 'flow',
    bundlePath,
    env: () => ({ AWS_ENDPOINT_URL_LAMBDA: lab.lambda.url, CODE_VERSION: '2' }),
    clock: lab.clock,
    timeoutMs: 10_000,
    maxProcesses: 1,
    onLog: () => undefined,
  });
});
afterAll(async () => {
  await lab.close();
  await secondHost.stop();
});

async function startAndWait(): Promise<string> {
  const arn = await lab.start('versioned');
  await lab.lambda.idle();
  return arn;
}

async function decide(arn: string): Promise<unknown> {
  const CallbackId = lab.callbackId(arn);
  await lab.client.send(new SendDurableExecutionCallbackSuccessCommand({ CallbackId }));
  await lab.lambda.idle();
  return lab.result(arn);
}

test('two versions run side by side: an execution ends in the code that it began in', async () => {
  const early = await startAndWait();
  expect(lab.lambda.publish('flow', secondHost)).toBe('2');
  const late = await startAndWait();
  expect((await lab.get(early)).Version).toBe('1');
  expect((await lab.get(late)).Version).toBe('2');
  expect(await decide(late)).toEqual({ before: '2', after: '2' });
  expect(await decide(early)).toEqual({ before: '1', after: '1' });
  expect(lab.host.stats().invocations).toBe(2);
  expect(secondHost.stats().invocations).toBe(2);
});
