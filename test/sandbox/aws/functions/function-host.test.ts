import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  FunctionHost,
  FunctionHostOptions,
  FunctionLog,
} from '@doo-repush/sandbox/aws/functions/function-host';
import { createClock } from '@doo-repush/sandbox/clock';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { bundleFixture } from '../../../support/bundled-fixtures/bundle.ts';
import { createPlainHost, payloadOf } from '../../../support/bundled-fixtures/plain-host.ts';

let bundlePath: string;
const hosts: FunctionHost[] = [];

beforeAll(async () => {
  bundlePath = await bundleFixture('plain');
});
afterEach(async () => {
  for (const host of hosts.splice(0)) await host.stop();
});

function createHost(options: Partial<FunctionHostOptions> = {}): FunctionHost {
  const host = createPlainHost(bundlePath, options);
  hosts.push(host);
  return host;
}

test('a process is cold once and serves one invocation after the other', async () => {
  const host = createHost();
  const first = host.invoke({ action: 'pid' });
  const second = host.invoke({ action: 'pid' });
  const results = [await first, await second];
  expect(results.map(({ cold }) => cold)).toEqual([true, false]);
  expect(new Set(results.map((it) => (it.ok ? it.payload : undefined))).size).toBe(1);
  expect(host.stats()).toEqual({ coldStarts: 1, invocations: 2, crashes: 0, running: 0 });
});

test('a provisioned process has its bundle before the first invocation, which is not cold', async () => {
  const host = createHost();
  await host.provision();
  expect(await host.invoke({ action: 'pid' })).toMatchObject({ ok: true, cold: false });
  expect(host.stats()).toEqual({ coldStarts: 0, invocations: 1, crashes: 0, running: 0 });
});

test('a bundle that cannot be imported ends the provisioned process, and then the invocation', async () => {
  const host = createHost({ bundlePath: join(tmpdir(), 'no-such-bundle.mjs') });
  await host.provision();
  expect(await host.invoke({})).toMatchObject({ ok: false, reason: 'crash', cold: true });
});

test('simultaneous invocations share at most the allowed processes', async () => {
  const host = createHost({ maxProcesses: 2 });
  const pids = await Promise.all([1, 2, 3, 4].map(() => payloadOf(host, { action: 'pid' })));
  expect(new Set(pids).size).toBe(2);
});

test('a function sees only its own environment, without credentials that open anything', async () => {
  process.env.CANARY_OF_THE_PARENT = 'leaked';
  const host = createHost({ env: () => ({ SETTING: 'given' }) });
  const environment = await payloadOf(host, { action: 'environment' });
  delete process.env.CANARY_OF_THE_PARENT;
  expect(environment).toMatchObject({
    SETTING: 'given',
    AWS_LAMBDA_FUNCTION_NAME: 'plain',
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'placeholder',
    AWS_SECRET_ACCESS_KEY: 'placeholder',
  });
  expect(environment).not.toHaveProperty('CANARY_OF_THE_PARENT');
  expect(environment).not.toHaveProperty('HOME');
});

test('the context names the function and counts down its time', async () => {
  const host = createHost({ timeoutMs: 3000 });
  expect(await payloadOf(host, { action: 'context' })).toMatchObject({
    functionName: 'plain',
    invokedFunctionArn: 'arn:aws:lambda:eu-central-1:000000000000:function:plain',
    awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    memoryLimitInMB: '512',
    logGroupName: '/aws/lambda/plain',
    remainingMs: expect.toSatisfy((ms: number) => ms > 2000 && ms <= 3000),
  });
});

test('time moved before and during the life of a process is seen by it', async () => {
  const clock = createClock();
  const host = createHost({ clock });
  for (const hours of [5, 20]) {
    clock.advance(hours * 3_600_000);
    const before = clock.now();
    const seen = await payloadOf(host, { action: 'now' });
    const within = expect.toSatisfy((ms: number) => ms >= before && ms <= clock.now());
    expect(seen).toEqual({ now: within, made: within, fixed: 5 });
  }
});

test('lines on both streams are handed on with the name of the function', async () => {
  const logs: FunctionLog[] = [];
  const host = createHost({ onLog: (log) => logs.push(log) });
  await payloadOf(host, { action: 'logs' });
  await expect.poll(() => logs.length, { interval: 5 }).toBe(3);
  expect(logs).toEqual(
    expect.arrayContaining([
      { stream: 'stdout', line: 'first line', functionName: 'plain' },
      { stream: 'stdout', line: 'second line', functionName: 'plain' },
      { stream: 'stderr', line: 'a warning', functionName: 'plain' },
    ]),
  );
});

describe('a failure', () => {
  test('thrown by the handler keeps its type and message, and the process lives on', async () => {
    const host = createHost();
    expect(await host.invoke({ action: 'throws' })).toMatchObject({
      ok: false,
      errorType: 'TypeError',
      errorMessage: 'a fault of the function',
      reason: 'function_error',
    });
    expect((await host.invoke({ action: 'pid' })).cold).toBe(false);
  });

  test.each([
    ['crash', 'Runtime.ExitError', 'Runtime exited with error: exit status 7'],
    ['rejects', 'Runtime.UnhandledPromiseRejection', 'nobody waits'],
  ])(
    'that ends the process (%s) is a crash, and the next invocation is cold',
    async (action, errorType, errorMessage) => {
      const host = createHost();
      expect(await host.invoke({ action })).toMatchObject({
        ok: false,
        errorType,
        errorMessage,
        reason: 'crash',
      });
      expect(await host.invoke({ action: 'pid' })).toMatchObject({ ok: true, cold: true });
      expect(host.stats().crashes).toBe(1);
    },
  );

  test('to answer in time ends the process', async () => {
    const host = createHost();
    expect(await host.invoke({ action: 'hangs' }, { timeoutMs: 300 })).toMatchObject({
      ok: false,
      reason: 'timeout',
      errorMessage: 'Task timed out after 0.30 seconds',
    });
    expect((await host.invoke({ action: 'pid' })).cold).toBe(true);
  });

  test('to import the bundle is a crash with the reason', async () => {
    const broken = join(await mkdtemp(join(tmpdir(), 'broken-')), 'index.mjs');
    await writeFile(broken, 'throw new RangeError("at start");');
    expect(await createHost({ bundlePath: broken }).invoke({})).toMatchObject({
      ok: false,
      errorType: 'RangeError',
      errorMessage: 'at start',
      reason: 'crash',
    });
  });
});

test('killing every process ends running invocations and lets waiting ones go on', async () => {
  const logs: FunctionLog[] = [];
  const host = createHost({ onLog: (log) => logs.push(log) });
  await payloadOf(host, { action: 'pid' });
  const running = host.invoke({ action: 'hangs' });
  const waiting = host.invoke({ action: 'pid' });
  await host.killAll();
  expect(await running).toMatchObject({ ok: false, reason: 'crash' });
  expect(await waiting).toMatchObject({ ok: true, cold: true });
});

test('a stopped host refuses invocations, running, waiting and new', async () => {
  const host = createHost();
  await payloadOf(host, { action: 'pid' });
  const earlier = [host.invoke({ action: 'hangs' }), host.invoke({ action: 'pid' })];
  await host.stop();
  for (const result of await Promise.all([...earlier, host.invoke({ action: 'pid' })])) {
    expect(result).toMatchObject({ ok: false, reason: 'crash' });
  }
});
