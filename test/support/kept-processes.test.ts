import type {
  FunctionHost,
  FunctionHostOptions,
} from '@doo-repush/sandbox/aws/functions/function-host';
import { createClock } from '@doo-repush/sandbox/clock';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { bundleFixture } from './bundled-fixtures/bundle.ts';
import { createPlainHost, payloadOf } from './bundled-fixtures/plain-host.ts';
import { createKeptProcesses, type KeptProcesses } from './kept-processes.ts';

let bundlePath: string;
let kept: KeptProcesses;

beforeAll(async () => {
  bundlePath = await bundleFixture('plain');
});
beforeEach(() => {
  kept = createKeptProcesses();
});
afterEach(() => kept.killAll());

function createHost(options: Partial<FunctionHostOptions> = {}): FunctionHost {
  return createPlainHost(bundlePath, { startProcess: kept.start, ...options });
}

async function leave(host: FunctionHost): Promise<void> {
  kept.keep();
  await host.stop();
}

test('an idle process passes to the next host, which takes over its clock and its log', async () => {
  const first: string[] = [];
  const host = createHost({ onLog: ({ line }) => first.push(line) });
  const pid = await payloadOf(host, { action: 'pid' });
  await leave(host);

  const clock = createClock();
  clock.advance(3_600_000);
  const second: string[] = [];
  const next = createHost({ clock, onLog: ({ line }) => second.push(line) });
  expect(await payloadOf(next, { action: 'pid' })).toBe(pid);
  expect(await payloadOf(next, { action: 'now' })).toMatchObject({
    now: expect.closeTo(clock.now(), -4),
  });
  await payloadOf(next, { action: 'logs' });
  await expect.poll(() => second).toContain('second line');
  expect(first).toEqual([]);
  clock.advance(3_600_000);
  expect(await payloadOf(next, { action: 'now' })).toMatchObject({
    now: expect.closeTo(clock.now(), -4),
  });
  await next.stop();
});

test('a process accepts no more work from the host that gave it up', async () => {
  const host = createHost();
  const pid = await payloadOf(host, { action: 'pid' });
  const invoked = host.invoke({ action: 'hangs' });
  await leave(host);
  expect(await invoked).toMatchObject({ ok: false, reason: 'crash' });
  const next = createHost();
  expect(await payloadOf(next, { action: 'pid' })).toBe(pid);
  await next.stop();
});

test('a process does not pass to a host with different settings', async () => {
  const host = createHost();
  const pid = await payloadOf(host, { action: 'pid' });
  await leave(host);
  const next = createHost({ env: { STAGE: 'other' } });
  expect(await payloadOf(next, { action: 'pid' })).not.toBe(pid);
  await next.stop();
});

test.for([
  ['was killed on purpose', (host: FunctionHost) => host.killAll()],
  [
    'was at work when its host stopped',
    async (host: FunctionHost) => {
      const invoked = host.invoke({ action: 'hangs' });
      await vi.waitUntil(() => host.stats().invocations === 2, { interval: 1 });
      await leave(host);
      expect(await invoked).toMatchObject({ ok: false, reason: 'crash' });
    },
  ],
  [
    'crashed',
    async (host: FunctionHost) => {
      await host.invoke({ action: 'crash' });
      await leave(host);
    },
  ],
  ['was stopped where nothing is kept', (host: FunctionHost) => host.stop()],
] as const)('a process does not pass on if it %s', async ([, end]) => {
  const host = createHost();
  const pid = await payloadOf(host, { action: 'pid' });
  await end(host);
  const next = createHost();
  expect(await payloadOf(next, { action: 'pid' })).not.toBe(pid);
  await Promise.all([host.stop(), next.stop()]);
});
