import { createClock } from '@doo-repush/sandbox/clock';
import { createDoo } from '@doo-repush/sandbox/doo/doo';
import { parseDooSnapshot } from '@doo-repush/sandbox/doo/snapshot';
import { expect, test, vi } from 'vitest';
import { ACME_TEAM, configurationId, init, list, START_MS, startDoo } from './running-doo.ts';

test('calls, limits, faults, deliveries and arrivals survive as JSON', async () => {
  const { doo, clock } = await startDoo();
  doo.limits.change({ perDay: 500 });
  const id = configurationId(doo, 'CRM production');
  await init(doo, 'orders', { event_id: 41232, webhook_configuration_id: id });
  clock.advance(60_000);
  await vi.waitFor(() => expect(doo.delivered).toBe(18));
  await doo.faults.set('list', { kind: 'status_500' }, { calls: 2 });
  await list(doo, ACME_TEAM);
  const text = JSON.stringify(doo.snapshot());

  const { doo: next } = await startDoo({ state: parseDooSnapshot(JSON.parse(text)) });
  expect(next.calls).toEqual(doo.calls);
  expect(next.limits.settings).toEqual(doo.limits.settings);
  expect(next.faults.active()).toEqual(doo.faults.active());
  expect(next.deliveries()).toEqual(doo.deliveries());
  expect(next.receiver.arrivals()).toEqual(doo.receiver.arrivals());
  expect(next.data).toEqual(doo.data);
  expect(text).not.toContain('placeholder-access-token');
});

test('a snapshot stays as it was while the peer goes on', async () => {
  const { doo, clock } = await startDoo();
  await init(doo, 'orders', { event_id: 41232 });
  const state = doo.snapshot();
  const before = JSON.stringify(state);
  await startDoo({ state });
  clock.advance(60_000);
  await vi.waitFor(() => expect(doo.delivered).toBeGreaterThan(0));
  expect(JSON.stringify(state)).toBe(before);
});

test('a host that was refused is refused after a restart', async () => {
  const { doo } = await startDoo();
  await doo.faults.set('init', { kind: 'refused' });
  const { doo: next } = await startDoo({ state: doo.snapshot() });
  await expect(list(next, ACME_TEAM)).rejects.toThrow('fetch failed');
  await next.faults.clear();
  expect((await list(next, ACME_TEAM)).status).toBe(200);
});

test.each([
  ['another version', { version: 2 }],
  ['a fault of an unknown kind', { faults: [{ endpoint: 'init', fault: { kind: 'gone' } }] }],
  ['no runs', { runs: undefined }],
])('a snapshot with %s is refused', async (_, changes) => {
  const { doo } = await startDoo();
  expect(() => parseDooSnapshot({ ...doo.snapshot(), ...changes })).toThrow();
  expect(parseDooSnapshot(doo.snapshot()).dataAtMs).toBe(START_MS);
});

test('every change is announced until the listener leaves', async () => {
  const { doo } = await startDoo();
  const listener = vi.fn();
  const leave = doo.onChange(listener);
  await list(doo, ACME_TEAM);
  expect(listener).toHaveBeenCalled();
  leave();
  listener.mockClear();
  await list(doo, ACME_TEAM);
  expect(listener).not.toHaveBeenCalled();
});

test('the secret names the peer’s addresses and the organizations of its client', async () => {
  const { doo } = await startDoo();
  expect(doo.secret()).toMatchObject({
    apiKey: 'placeholder-api-key',
    organizations: [
      { organizationId: 5101, teamId: '7101' },
      { organizationId: 5102, teamId: '7102' },
      { organizationId: 5103, teamId: '7103' },
    ],
    restUrl: doo.restUrl,
    graphqlUrl: doo.graphqlUrl,
  });
});

test('a port that is taken makes the start fail, and the peer can still be stopped', async () => {
  const { doo } = await startDoo();
  const rest = Number(new URL(doo.restUrl).port);
  const second = createDoo({ clock: createClock(), timeFactor: 1, ports: { rest } });
  await expect(second.start()).rejects.toThrow('EADDRINUSE');
  await second.stop();
});
