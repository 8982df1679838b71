import {
  GetDurableExecutionHistoryCommand,
  ListDurableExecutionsByFunctionCommand,
  SendDurableExecutionCallbackFailureCommand,
  SendDurableExecutionCallbackHeartbeatCommand,
  SendDurableExecutionCallbackSuccessCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundleFixture } from '../../support/bundled-fixtures/bundle.ts';
import { openWorkflowLab, type WorkflowLab } from './workflow-lab.ts';

const HOUR_MS = 3_600_000;
let lab: WorkflowLab;

beforeAll(async () => {
  lab = await openWorkflowLab({ bundlePath: await bundleFixture('workflow') });
});
afterAll(() => lab.close());

const approve = (callbackId: string, answer: object = { by: 'first' }) =>
  lab.client.send(
    new SendDurableExecutionCallbackSuccessCommand({
      CallbackId: callbackId,
      Result: JSON.stringify(answer),
    }),
  );

async function waitForCallback(): Promise<{ arn: string; callbackId: string }> {
  const arn = await lab.start('approval', { input: { item: 'A' } });
  await lab.lambda.idle();
  return { arn, callbackId: lab.callbackId(arn) };
}

describe('a callback', () => {
  test('carries an execution from its start to its result, each step run once', async () => {
    const { arn, callbackId } = await waitForCallback();
    expect((await lab.get(arn)).Status).toBe('RUNNING');
    await approve(callbackId, { by: 'U1' });
    await lab.lambda.idle();
    expect(await lab.result(arn)).toEqual({
      prepared: { item: 'A' },
      decided: { ok: true, value: '{"by":"U1"}' },
    });
    for (const step of ['prepare', 'post card', 'report']) {
      expect(await lab.runs(arn, step)).toBe(1);
    }
  });

  test('has an id that looks like one of AWS', async () => {
    const { callbackId } = await waitForCallback();
    expect(callbackId.length).toBeGreaterThanOrEqual(600);
    expect(callbackId.length).toBeLessThanOrEqual(1024);
    expect(callbackId).toMatch(/^[A-Za-z0-9+/]+=+$/);
    expect(callbackId).toMatch(/\+.*\/|\/.*\+/);
  });

  test('is won by the first of twenty completions', async () => {
    const { arn, callbackId } = await waitForCallback();
    const completions = Array.from({ length: 20 }, (_, index) => approve(callbackId, { index }));
    const outcomes = await Promise.allSettled(completions);
    const winner = outcomes.findIndex(({ status }) => status === 'fulfilled');
    const losers = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(losers).toHaveLength(19);
    for (const { reason } of losers) {
      expect(reason).toMatchObject({
        name: 'CallbackTimeoutException',
        $metadata: { httpStatusCode: 400 },
      });
    }
    await lab.lambda.idle();
    expect(await lab.result(arn)).toMatchObject({
      decided: { ok: true, value: JSON.stringify({ index: winner }) },
    });
  });

  test('fails with the error of its completion', async () => {
    const { arn, callbackId } = await waitForCallback();
    await lab.client.send(
      new SendDurableExecutionCallbackFailureCommand({
        CallbackId: callbackId,
        Error: { ErrorType: 'Withdrawn', ErrorMessage: 'not needed' },
      }),
    );
    await lab.lambda.idle();
    expect(await lab.result(arn)).toMatchObject({
      decided: { ok: false, cause: 'Withdrawn', message: 'not needed' },
    });
  });

  test('times out 24 hours later, and refuses a late completion', async () => {
    const { arn, callbackId } = await waitForCallback();
    lab.clock.advance(25 * HOUR_MS);
    await expect(approve(callbackId)).rejects.toMatchObject({ name: 'CallbackTimeoutException' });
    await lab.lambda.idle();
    expect(await lab.result(arn)).toMatchObject({
      decided: { ok: false, name: 'CallbackTimeoutError' },
    });
  });

  test('that nobody knows is not found', async () => {
    const unknown = { CallbackId: 'dW5rbm93bg==' };
    for (const command of [
      new SendDurableExecutionCallbackSuccessCommand(unknown),
      new SendDurableExecutionCallbackFailureCommand(unknown),
      new SendDurableExecutionCallbackHeartbeatCommand(unknown),
    ]) {
      await expect(lab.client.send(command)).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
        $metadata: { httpStatusCode: 404 },
      });
    }
  });

  test('refuses a result above 256 KB and stays open', async () => {
    const { callbackId } = await waitForCallback();
    await expect(approve(callbackId, { text: 'x'.repeat(256 * 1024) })).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
    });
    await approve(callbackId);
  });
});

describe('time', () => {
  test('ends a wait only when the clock has moved far enough, and the function sees it', async () => {
    const arn = await lab.start('pause');
    await lab.lambda.idle();
    const startedMs = lab.clock.now();
    lab.clock.advance(HOUR_MS / 2);
    await lab.lambda.idle();
    expect((await lab.get(arn)).Status).toBe('RUNNING');
    lab.clock.advance(HOUR_MS / 2);
    await lab.lambda.idle();
    expect(await lab.result(arn)).toBeGreaterThanOrEqual(startedMs + HOUR_MS);
    expect(await lab.runs(arn, 'before')).toBe(1);
  });

  test('starts the next attempt of a step after its delay', async () => {
    const arn = await lab.start('retry');
    await lab.lambda.idle();
    expect(await lab.runs(arn, 'flaky')).toBe(1);
    lab.clock.advance(29_000);
    await lab.lambda.idle();
    expect(await lab.runs(arn, 'flaky')).toBe(1);
    lab.clock.advance(1000);
    await lab.lambda.idle();
    expect(await lab.runs(arn, 'flaky')).toBe(2);
    lab.clock.advance(30_000);
    await lab.lambda.idle();
    expect(await lab.result(arn)).toBe(3);
  });

  test('ends an execution at its own timeout, for good', async () => {
    const arn = await lab.start('pause');
    await lab.lambda.idle();
    const { invocations } = lab.host.stats();
    lab.clock.advance(101 * HOUR_MS);
    await lab.lambda.idle();
    expect(await lab.get(arn)).toMatchObject({
      Status: 'TIMED_OUT',
      EndTimestamp: new Date(lab.lambda.execution(arn).endMs ?? 0),
    });
    expect(lab.host.stats().invocations).toBe(invocations);
  });
});

test('steps in a child context run once across a wait', async () => {
  const arn = await lab.start('children');
  await lab.lambda.idle();
  lab.clock.advance(5000);
  await lab.lambda.idle();
  expect(await lab.result(arn)).toBe(3);
  const { operations } = lab.lambda.execution(arn);
  const group = operations.find(({ name }) => name === 'group');
  expect(operations.filter(({ parentId }) => parentId === group?.id)).toHaveLength(3);
});

test('an error that the workflow does not catch fails the execution with its type', async () => {
  const arn = await lab.start('fails');
  await lab.lambda.idle();
  expect(await lab.get(arn)).toMatchObject({
    Status: 'FAILED',
    Error: { ErrorType: 'TypeError', ErrorMessage: 'not possible' },
  });
});

test('a step result above 256 KB fails the execution', async () => {
  const fits = await lab.start('large', { input: { bytes: 256 * 1024 - 2 } });
  const exceeds = await lab.start('large', { input: { bytes: 256 * 1024 - 1 } });
  await lab.lambda.idle();
  expect((await lab.get(fits)).Status).toBe('SUCCEEDED');
  expect(await lab.get(exceeds)).toMatchObject({
    Status: 'FAILED',
    Error: { ErrorMessage: expect.stringContaining('262144 bytes') },
  });
});

test('the history tells what happened in order, with payloads on request', async () => {
  const { arn, callbackId } = await waitForCallback();
  await approve(callbackId, { by: 'U1' });
  await lab.lambda.idle();
  const { Events = [] } = await lab.client.send(
    new GetDurableExecutionHistoryCommand({ DurableExecutionArn: arn, IncludeExecutionData: true }),
  );
  expect(Events.map(({ EventType }) => EventType)).toEqual([
    'ExecutionStarted',
    'StepStarted',
    'StepSucceeded',
    'CallbackStarted',
    'StepStarted',
    'StepSucceeded',
    'InvocationCompleted',
    'CallbackSucceeded',
    'StepStarted',
    'StepSucceeded',
    'InvocationCompleted',
    'ExecutionSucceeded',
  ]);
  expect(Events[2]).toMatchObject({
    Name: 'prepare',
    StepSucceededDetails: { Result: { Payload: '{"item":"A"}' } },
  });
  expect(Events[0]?.EventTimestamp).toBeInstanceOf(Date);
});

test('executions are listed by function and status, page by page', async () => {
  const arns = [await lab.start('fails'), await lab.start('fails'), await lab.start('fails')];
  await lab.lambda.idle();
  const found: (string | undefined)[] = [];
  let marker: string | undefined;
  do {
    const page = await lab.client.send(
      new ListDurableExecutionsByFunctionCommand({
        FunctionName: 'flow:live',
        Statuses: ['FAILED'],
        MaxItems: 2,
        ReverseOrder: true,
        ...(marker === undefined ? {} : { Marker: marker }),
      }),
    );
    expect(page.DurableExecutions?.length).toBeLessThanOrEqual(2);
    found.push(...(page.DurableExecutions ?? []).map((it) => it.DurableExecutionArn));
    marker = page.NextMarker;
  } while (marker !== undefined);
  expect(found.slice(0, 3)).toEqual(arns.toReversed());
  for (const arn of found) expect(lab.lambda.execution(arn ?? '').status).toBe('FAILED');
});
