import {
  GetDurableExecutionCommand,
  GetDurableExecutionStateCommand,
  type OperationUpdate,
  SendDurableExecutionCallbackHeartbeatCommand,
  SendDurableExecutionCallbackSuccessCommand,
  StopDurableExecutionCommand,
} from '@aws-sdk/client-lambda';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createManualHost, type ManualLab, openManualLab, stepStarts } from './manual-lab.ts';
import { createClient } from './workflow-lab.ts';

let lab: ManualLab;

beforeEach(async () => {
  lab = await openManualLab();
});
afterEach(() => lab.close());

describe('the start of a durable execution', () => {
  test('answers 202 with an ARN in the shape that the SDK parses', async () => {
    const answer = await lab.invoke();
    expect(answer.StatusCode).toBe(202);
    expect(answer.DurableExecutionArn).toMatch(
      /^arn:aws:lambda:eu-central-1:000000000000:function:flow:live\/durable-execution\/prod-V1\/[^/]+$/,
    );
  });

  test.each([
    { FunctionName: 'flow:live' },
    { FunctionName: 'flow', Qualifier: 'live' },
    { FunctionName: 'arn:aws:lambda:eu-central-1:000000000000:function:flow:live' },
    { FunctionName: '000000000000:function:flow:live' },
  ])('takes $FunctionName as the same function', async (input) => {
    const { DurableExecutionArn } = await lab.invoke(input);
    expect((await lab.invoke()).DurableExecutionArn).toBe(DurableExecutionArn);
  });

  test('with the same name and payload is the same execution, invoked once', async () => {
    const first = await lab.invoke();
    const second = await lab.invoke();
    expect(second).toMatchObject({
      StatusCode: 202,
      DurableExecutionArn: first.DurableExecutionArn,
    });
    expect(lab.lambda.executions()).toHaveLength(1);
    expect(lab.flow.invocations).toHaveLength(1);
  });

  test('with a used name and another payload is a conflict', async () => {
    await lab.invoke();
    await expect(lab.invoke({ Payload: '{"n":2}' })).rejects.toMatchObject({
      name: 'DurableExecutionAlreadyStartedException',
      $metadata: { httpStatusCode: 409 },
    });
  });

  test.each([
    ['without a qualifier', { FunctionName: 'flow' }, 'InvalidParameterValueException'],
    ['of an unknown function', { FunctionName: 'other:live' }, 'ResourceNotFoundException'],
    ['of an unknown alias', { FunctionName: 'flow:old' }, 'ResourceNotFoundException'],
    ['with a bad name', { DurableExecutionName: 'a.b' }, 'InvalidParameterValueException'],
    [
      'with a long name',
      { DurableExecutionName: 'a'.repeat(65) },
      'InvalidParameterValueException',
    ],
    ['without JSON', { Payload: '{' }, 'InvalidRequestContentException'],
    ['above 1 MB', { Payload: `"${'x'.repeat(1024 * 1024)}"` }, 'RequestTooLargeException'],
  ])('%s is refused', async (_, input, name) => {
    await expect(lab.invoke(input)).rejects.toMatchObject({ name });
    expect(lab.flow.invocations).toHaveLength(0);
  });

  test('delivered twice on demand is still one execution', async () => {
    lab.lambda.control.deliverStartsTwice(true);
    await lab.invoke();
    expect(lab.lambda.executions()).toHaveLength(1);
    expect(lab.flow.invocations).toHaveLength(1);
  });

  test('waits for the result when it is synchronous', async () => {
    const answer = lab.invoke({ InvocationType: 'RequestResponse' });
    await expect.poll(() => lab.flow.invocations.length, { interval: 5 }).toBe(1);
    lab.flow.invocations[0]?.answer({ payload: { Status: 'SUCCEEDED', Result: '{"sum":3}' } });
    expect((await answer).Payload?.transformToString()).toBe('{"sum":3}');
  });
});

describe('a checkpoint', () => {
  test('is refused with a token that was used before', async () => {
    const { DurableExecutionArn: arn, CheckpointToken: token } = await lab.startFlow();
    const answer = await lab.checkpoint(arn, token, stepStarts(1));
    await expect(lab.checkpoint(arn, token, stepStarts(1, 't'))).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: expect.stringMatching(/^Invalid checkpoint token/),
      $metadata: { httpStatusCode: 400 },
    });
    await lab.checkpoint(arn, answer.CheckpointToken ?? '', stepStarts(1, 't'));
  });

  test('of an invocation that has been replaced is refused', async () => {
    const { DurableExecutionArn: arn, CheckpointToken: token } = await lab.startFlow();
    lab.flow.invocations[0]?.answer({ errorMessage: 'died' });
    await expect.poll(() => lab.flow.invocations.length, { interval: 5 }).toBe(2);
    await expect(lab.checkpoint(arn, token, [])).rejects.toMatchObject({
      message: expect.stringMatching(/^Invalid checkpoint token/),
    });
    await lab.checkpoint(arn, lab.latestEvent().CheckpointToken, []);
  });

  test('repeated after a lost answer gets the same answer', async () => {
    const { DurableExecutionArn: arn, CheckpointToken: token } = await lab.startFlow();
    lab.lambda.faults.add({ operation: 'CheckpointDurableExecution', fault: 'lost' });
    const patient = createClient(lab.lambda, 2);
    const { NewExecutionState } = await lab.checkpoint(arn, token, stepStarts(1), patient);
    patient.destroy();
    expect(NewExecutionState?.Operations).toMatchObject([{ Id: 's0', Status: 'STARTED' }]);
    expect(lab.lambda.execution(arn).operations).toHaveLength(2);
  });

  test('beyond 3,000 operations is refused as a whole', async () => {
    const { DurableExecutionArn: arn, CheckpointToken: first } = await lab.startFlow();
    const { CheckpointToken = '' } = await lab.checkpoint(arn, first, stepStarts(2998));
    await expect(lab.checkpoint(arn, CheckpointToken, stepStarts(2, 'x'))).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: expect.stringContaining('3000'),
    });
    await lab.checkpoint(arn, CheckpointToken, stepStarts(1, 'x'));
    expect(lab.lambda.execution(arn).operations).toHaveLength(3000);
  });

  test('with a payload above 256 KB is refused', async () => {
    const { DurableExecutionArn: arn, CheckpointToken: token } = await lab.startFlow();
    const updates: OperationUpdate[] = [
      ...stepStarts(1),
      { Id: 's0', Type: 'STEP', Action: 'SUCCEED', Payload: 'x'.repeat(256 * 1024 + 1) },
    ];
    await expect(lab.checkpoint(arn, token, updates)).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
    });
    expect(lab.lambda.execution(arn).operations).toHaveLength(1);
  });

  test('that ends a step twice is refused', async () => {
    const { DurableExecutionArn: arn, CheckpointToken: token } = await lab.startFlow();
    const end: OperationUpdate = { Id: 's0', Type: 'STEP', Action: 'SUCCEED', Payload: '1' };
    await expect(lab.checkpoint(arn, token, [...stepStarts(1), end, end])).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
    });
  });

  test('without updates brings what was completed while the function runs', async () => {
    const { DurableExecutionArn: arn, CheckpointToken: token } = await lab.startFlow();
    const created = await lab.checkpoint(arn, token, [
      { Id: 'c', Type: 'CALLBACK', Action: 'START' },
    ]);
    const callbackId = created.NewExecutionState?.Operations?.[0]?.CallbackDetails?.CallbackId;
    await lab.client.send(
      new SendDurableExecutionCallbackSuccessCommand({ CallbackId: callbackId, Result: '"now"' }),
    );
    expect(lab.flow.invocations).toHaveLength(1);
    const news = await lab.checkpoint(arn, created.CheckpointToken ?? '', []);
    expect(news.NewExecutionState?.Operations).toMatchObject([
      { Id: 'c', Status: 'SUCCEEDED', CallbackDetails: { Result: '"now"' } },
    ]);
    lab.flow.invocations[0]?.answer({ payload: { Status: 'SUCCEEDED', Result: '1' } });
    await lab.lambda.idle();
    expect(lab.flow.invocations).toHaveLength(1);
  });

  test('leaves news that came too late to a further invocation', async () => {
    const { DurableExecutionArn: arn, CheckpointToken: token } = await lab.startFlow();
    const created = await lab.checkpoint(arn, token, [
      { Id: 'c', Type: 'CALLBACK', Action: 'START' },
    ]);
    const callbackId = created.NewExecutionState?.Operations?.[0]?.CallbackDetails?.CallbackId;
    await lab.client.send(
      new SendDurableExecutionCallbackSuccessCommand({ CallbackId: callbackId }),
    );
    lab.flow.invocations[0]?.answer({ payload: { Status: 'PENDING' } });
    await expect.poll(() => lab.flow.invocations.length, { interval: 5 }).toBe(2);
    expect(lab.flow.invocations[1]?.event).toMatchObject({ UpdatedOperationIds: ['c'] });
  });
});

test('a heartbeat postpones the end of a callback that nobody completes', async () => {
  const { DurableExecutionArn: arn, CheckpointToken: token } = await lab.startFlow();
  const created = await lab.checkpoint(arn, token, [
    {
      Id: 'c',
      Type: 'CALLBACK',
      Action: 'START',
      CallbackOptions: { TimeoutSeconds: 30, HeartbeatTimeoutSeconds: 10 },
    },
  ]);
  const callbackId = created.NewExecutionState?.Operations?.[0]?.CallbackDetails?.CallbackId;
  const statusOf = () => lab.lambda.execution(arn).operations.find(({ id }) => id === 'c')?.status;
  lab.clock.advance(9000);
  await lab.client.send(
    new SendDurableExecutionCallbackHeartbeatCommand({ CallbackId: callbackId }),
  );
  lab.clock.advance(9000);
  expect(statusOf()).toBe('STARTED');
  lab.clock.advance(1000);
  expect(statusOf()).toBe('TIMED_OUT');
});

test('the children of an ended context leave the state, unless it keeps them', async () => {
  const { DurableExecutionArn: arn, CheckpointToken: token } = await lab.startFlow();
  const group = (id: string, options: Partial<OperationUpdate>): OperationUpdate[] => [
    { Id: id, Type: 'CONTEXT', Action: 'START' },
    { Id: `${id}-child`, ParentId: id, Type: 'STEP', Action: 'START' },
    { Id: id, Type: 'CONTEXT', Action: 'SUCCEED', ...options },
  ];
  await lab.checkpoint(arn, token, [
    ...group('drops', {}),
    ...group('keeps', { ContextOptions: { ReplayChildren: true } }),
  ]);
  lab.flow.invocations[0]?.answer({ errorMessage: 'died' });
  await expect.poll(() => lab.flow.invocations.length, { interval: 5 }).toBe(2);
  const { Operations } = await lab.client.send(
    new GetDurableExecutionStateCommand({
      DurableExecutionArn: arn,
      CheckpointToken: lab.latestEvent().CheckpointToken,
    }),
  );
  expect(Operations?.map(({ Id }) => Id).slice(1)).toEqual(['drops', 'keeps', 'keeps-child']);
});

test('state beyond one page is read with markers', async () => {
  const { DurableExecutionArn: arn, CheckpointToken: token } = await lab.startFlow();
  await lab.checkpoint(arn, token, stepStarts(1500));
  lab.flow.invocations[0]?.answer({ errorMessage: 'died' });
  await expect.poll(() => lab.flow.invocations.length, { interval: 5 }).toBe(2);
  expect(lab.flow.invocations[1]?.event).toMatchObject({
    InitialExecutionState: { NextMarker: '1000' },
  });
  const { Operations, NextMarker } = await lab.client.send(
    new GetDurableExecutionStateCommand({
      DurableExecutionArn: arn,
      CheckpointToken: lab.latestEvent().CheckpointToken,
      Marker: '1000',
    }),
  );
  expect(Operations).toHaveLength(501);
  expect(NextMarker).toBeUndefined();
});

describe('an execution', () => {
  test('that suspends with nothing to wait for fails', async () => {
    const { DurableExecutionArn: arn } = await lab.startFlow();
    lab.flow.invocations[0]?.answer({ payload: { Status: 'PENDING' } });
    await lab.lambda.idle();
    expect(lab.lambda.execution(arn)).toMatchObject({
      status: 'FAILED',
      error: { ErrorMessage: 'Cannot return PENDING status with no pending operations.' },
    });
  });

  test.each([
    ['STOPPED', (arn: string) => lab.lambda.control.stop(arn)],
    ['FAILED', (arn: string) => lab.lambda.control.fail(arn)],
    ['TIMED_OUT', (arn: string) => lab.lambda.control.timeOut(arn)],
  ])('is %s on demand, and its running invocation is cut off', async (status, end) => {
    const { DurableExecutionArn: arn, CheckpointToken: token } = await lab.startFlow();
    await end(arn);
    const seen = await lab.client.send(
      new GetDurableExecutionCommand({ DurableExecutionArn: arn }),
    );
    expect(seen).toMatchObject({ Status: status, InputPayload: '{"n":1}' });
    expect(seen.EndTimestamp).toBeInstanceOf(Date);
    await expect(lab.checkpoint(arn, token, [])).rejects.toMatchObject({
      message: expect.stringMatching(/^Invalid checkpoint token/),
    });
    lab.flow.invocations[0]?.answer({ payload: { Status: 'SUCCEEDED', Result: '1' } });
    await lab.lambda.idle();
    expect(lab.lambda.execution(arn).status).toBe(status);
    expect(lab.flow.invocations).toHaveLength(1);
  });

  test('is stopped by StopDurableExecution with its error', async () => {
    const { DurableExecutionArn: arn } = await lab.startFlow();
    const { StopTimestamp } = await lab.client.send(
      new StopDurableExecutionCommand({
        DurableExecutionArn: arn,
        Error: { ErrorType: 'Operator', ErrorMessage: 'stopped' },
      }),
    );
    expect(StopTimestamp?.getTime()).toBe(lab.lambda.execution(arn).endMs);
    expect(lab.lambda.execution(arn)).toMatchObject({
      status: 'STOPPED',
      error: { ErrorType: 'Operator' },
    });
  });

  test('that nobody knows is not found', async () => {
    const unknown = new GetDurableExecutionCommand({ DurableExecutionArn: 'arn:unknown' });
    await expect(lab.client.send(unknown)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  test('keeps its code when a new version is published', async () => {
    const newer = createManualHost();
    const { DurableExecutionArn: arn, CheckpointToken: token } = await lab.startFlow();
    await lab.checkpoint(arn, token, [
      { Id: 'w', Type: 'WAIT', Action: 'START', WaitOptions: { WaitSeconds: 5 } },
    ]);
    lab.flow.invocations[0]?.answer({ payload: { Status: 'PENDING' } });
    await lab.lambda.idle();
    expect(lab.lambda.publish('flow', newer)).toBe('2');
    await lab.invoke({ DurableExecutionName: 'later' });
    expect(newer.invocations).toHaveLength(1);
    lab.clock.advance(5000);
    await expect.poll(() => lab.flow.invocations.length, { interval: 5 }).toBe(2);
    expect(lab.lambda.executions().map(({ version }) => version)).toEqual(['1', '2']);
  });
});
