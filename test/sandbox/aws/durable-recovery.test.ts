import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SendDurableExecutionCallbackSuccessCommand } from '@aws-sdk/client-lambda';
import { createClock } from '@doo-repush/sandbox/clock';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { bundleFixture } from '../../support/bundled-fixtures/bundle.ts';
import { openWorkflowLab, type WorkflowLab, type WorkflowLabOptions } from './workflow-lab.ts';

let bundlePath: string;
const open: WorkflowLab[] = [];

beforeAll(async () => {
  bundlePath = await bundleFixture('workflow');
});
afterEach(async () => {
  for (const lab of open.splice(0)) await lab.close();
});

async function openLab(options: Partial<WorkflowLabOptions> = {}): Promise<WorkflowLab> {
  const lab = await openWorkflowLab({ bundlePath, ...options });
  open.push(lab);
  return lab;
}

async function temporaryStateFile(): Promise<string> {
  return join(await mkdtemp(join(tmpdir(), 'durable-state-')), 'state.jsonl');
}

describe('an invocation that dies', () => {
  test('is run again, and an at-most-once step is reported as interrupted, not repeated', async () => {
    const lab = await openLab();
    const arn = await lab.start('dies');
    await lab.lambda.idle();
    expect(await lab.result(arn)).toMatchObject({
      ok: false,
      name: 'StepError',
      cause: 'StepInterruptedError',
    });
    expect(await lab.runs(arn, 'send')).toBe(1);
    expect(await lab.runs(arn, 'earlier')).toBe(1);
    expect(lab.host.stats().crashes).toBe(1);
  });

  test('at its timeout is run again from its checkpoints', async () => {
    const lab = await openLab({ invocationTimeoutMs: 1500 });
    const arn = await lab.start('slow');
    await lab.lambda.idle();
    expect(await lab.result(arn)).toBe('done');
    expect(await lab.runs(arn, 'slow')).toBe(2);
  });

  test('again and again is retried with growing delays until the execution times out', async () => {
    const lab = await openLab({ bundlePath: '/nowhere/index.mjs' });
    const arn = await lab.start('pause');
    await lab.lambda.idle();
    expect(lab.host.stats().invocations).toBe(2);
    for (const [delayMs, invocations] of [
      [1000, 3],
      [1000, 3],
      [1000, 4],
      [4000, 5],
    ] as const) {
      lab.clock.advance(delayMs);
      await lab.lambda.idle();
      expect(lab.host.stats().invocations).toBe(invocations);
    }
    lab.clock.advance(100 * 3_600_000);
    await lab.lambda.idle();
    expect((await lab.get(arn)).Status).toBe('TIMED_OUT');
  });
});

describe('a new service on the same state file', () => {
  test('goes on with a waiting execution without repeating a finished step', async () => {
    const stateFile = await temporaryStateFile();
    const first = await openLab({ stateFile });
    const arn = await first.start('approval', { input: { item: 'A' } });
    await first.lambda.idle();
    const callbackId = first.callbackId(arn);
    await first.close();

    const second = await openLab({ stateFile });
    await second.client.send(
      new SendDurableExecutionCallbackSuccessCommand({ CallbackId: callbackId, Result: '"yes"' }),
    );
    await second.lambda.idle();
    expect(await second.result(arn)).toMatchObject({ decided: { ok: true, value: '"yes"' } });
    expect(await second.runs(arn, 'prepare')).toBe(1);
    expect(await second.runs(arn, 'post card')).toBe(1);
  });

  test('invokes an execution again whose invocation was cut off', async () => {
    const stateFile = await temporaryStateFile();
    const first = await openLab({ stateFile });
    const arn = await first.start('slow');
    await vi.waitFor(async () => expect(await first.runs(arn, 'slow')).toBe(1), { interval: 5 });
    await first.close();

    const second = await openLab({ stateFile });
    await second.lambda.idle();
    expect(await second.result(arn)).toBe('done');
  });

  test('settles what fell due in the meantime', async () => {
    const stateFile = await temporaryStateFile();
    const first = await openLab({ stateFile });
    const arn = await first.start('pause');
    await first.lambda.idle();
    await first.close();

    const clock = createClock();
    clock.advance(2 * 3_600_000);
    const second = await openLab({ stateFile, clock });
    await second.lambda.idle();
    expect((await second.get(arn)).Status).toBe('SUCCEEDED');
    expect(await second.runs(arn, 'before')).toBe(1);
  });

  test('keeps the executions that it has nothing to do for', async () => {
    const stateFile = await temporaryStateFile();
    const first = await openLab({ stateFile });
    const failed = await first.start('fails', { name: 'earlier' });
    await first.lambda.idle();
    await first.close();
    const second = await openLab({ stateFile });
    const another = await second.start('fails');
    await second.lambda.idle();
    await second.close();
    const third = await openLab({ stateFile });
    expect(third.lambda.executions().map(({ arn }) => arn)).toEqual([failed, another]);
    await expect(third.start('pause', { name: 'earlier' })).rejects.toMatchObject({
      name: 'DurableExecutionAlreadyStartedException',
    });
  });

  test('finds every answered checkpoint in the file', async () => {
    const stateFile = await temporaryStateFile();
    const lab = await openLab({ stateFile });
    const arn = await lab.start('approval', { input: { item: 'A' } });
    await lab.lambda.idle();
    const stored = JSON.parse((await readFile(stateFile, 'utf8')).trim());
    expect(stored).toMatchObject({ arn, needsInvocation: false });
    expect(stored.operations).toEqual(lab.lambda.execution(arn).operations);
  });
});

test('a checkpoint whose answer is lost is taken once', async () => {
  const lab = await openLab();
  lab.lambda.faults.add({ operation: 'CheckpointDurableExecution', fault: 'lost' });
  const arn = await lab.start('approval', { input: { item: 'A' } });
  await lab.lambda.idle();
  expect(await lab.runs(arn, 'prepare')).toBe(1);
  expect(
    lab.lambda
      .execution(arn)
      .operations.map(({ name }) => name)
      .slice(1),
  ).toEqual(['prepare', 'decision', 'post card']);
  expect(lab.host.stats().invocations).toBe(1);
});
