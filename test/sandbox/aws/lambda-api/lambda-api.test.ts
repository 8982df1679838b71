import { InvokeCommand } from '@aws-sdk/client-lambda';
import type { InvocationRecord } from '@doo-repush/sandbox/aws/lambda-api/route';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ManualLab, openManualLab } from '../manual-lab.ts';

let lab: ManualLab;

beforeEach(async () => {
  lab = await openManualLab();
});
afterEach(() => lab.close());

describe('a plain function', () => {
  const handOver = () => lab.invoke({ FunctionName: 'work', Payload: '{"job":1}' });

  test('is invoked asynchronously, and retried after one and two more minutes', async () => {
    const records: InvocationRecord[] = [];
    lab.lambda.onInvocation((record) => records.push(record));
    expect((await handOver()).StatusCode).toBe(202);
    for (const [attempt, delayMs] of [
      [1, 60_000],
      [2, 120_000],
      [3, 600_000],
    ] as const) {
      expect(lab.work.invocations).toHaveLength(attempt);
      lab.work.invocations.at(-1)?.answer({ errorMessage: 'failed' });
      await lab.lambda.idle();
      lab.clock.advance(delayMs - 5000);
      expect(lab.work.invocations).toHaveLength(attempt);
      lab.clock.advance(5000);
    }
    expect(lab.work.invocations).toHaveLength(3);
    expect(records.map(({ kind, attempt }) => [kind, attempt])).toEqual([
      ['async', 1],
      ['async', 2],
      ['async', 3],
    ]);
  });

  test('is delivered twice on demand', async () => {
    lab.lambda.control.deliverStartsTwice(true);
    await handOver();
    expect(lab.work.invocations.map(({ event }) => event)).toEqual([{ job: 1 }, { job: 1 }]);
    for (const { answer } of lab.work.invocations) answer({ payload: null });
    await lab.lambda.idle();
  });

  test('answers a synchronous call with its result or its error', async () => {
    const input = { FunctionName: 'work', InvocationType: 'RequestResponse' } as const;
    const good = lab.invoke(input);
    await expect.poll(() => lab.work.invocations.length, { interval: 5 }).toBe(1);
    lab.work.invocations[0]?.answer({ payload: { done: true } });
    expect((await good).Payload?.transformToString()).toBe('{"done":true}');
    const bad = lab.invoke(input);
    await expect.poll(() => lab.work.invocations.length, { interval: 5 }).toBe(2);
    lab.work.invocations[1]?.answer({ errorMessage: 'no' });
    expect(await bad).toMatchObject({ StatusCode: 200, FunctionError: 'Unhandled' });
  });
});

describe('a fault', () => {
  test.each([
    ['refused', { name: expect.any(String) }, 0],
    ['lost', { name: expect.any(String) }, 1],
    ['500', { name: 'ServiceException', $metadata: { httpStatusCode: 500 } }, 0],
    ['throttle', { name: 'TooManyRequestsException', $metadata: { httpStatusCode: 429 } }, 0],
  ] as const)('%s meets one call of its operation', async (fault, error, invocations) => {
    lab.lambda.faults.add({ operation: 'Invoke', fault });
    await expect(lab.invoke()).rejects.toMatchObject(error);
    expect(lab.flow.invocations).toHaveLength(invocations);
    await lab.invoke();
    expect(lab.flow.invocations).toHaveLength(1);
  });

  test('hang leaves the caller without an answer', async () => {
    lab.lambda.faults.add({ operation: 'Invoke', fault: 'hang' });
    const abortSignal = AbortSignal.timeout(50);
    const command = new InvokeCommand({ FunctionName: 'flow:live', InvocationType: 'Event' });
    await expect(lab.client.send(command, { abortSignal })).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(lab.flow.invocations).toHaveLength(0);
  });
});
