import { ENDPOINTS } from '@doo-repush/sandbox/doo/api/call-log';
import type { Fault } from '@doo-repush/sandbox/doo/api/faults';
import type { Doo } from '@doo-repush/sandbox/doo/doo';
import { expect, test, vi } from 'vitest';
import {
  ACME_TEAM,
  call,
  configurationId,
  failureCode,
  graphql,
  init,
  list,
  startDoo,
  token,
} from '../running-doo.ts';

function initOrders(doo: Doo) {
  const id = configurationId(doo, 'CRM production');
  return init(doo, 'orders', { event_id: 41232, webhook_configuration_id: id });
}

const ANSWERED: [Fault, number, unknown, boolean][] = [
  [{ kind: 'status_401' }, 401, { response_status: 401 }, false],
  [{ kind: 'status_403' }, 403, { response_status: 403 }, false],
  [{ kind: 'status_404' }, 404, { response_status: 404 }, false],
  [{ kind: 'status_422' }, 422, { response_status: 422 }, false],
  [{ kind: 'status_429' }, 429, { message: 'Too Many Requests' }, false],
  [{ kind: 'status_429', scope: 'day' }, 429, { message: 'Limit Exceeded' }, false],
  [{ kind: 'status_500' }, 500, { response_status: 500 }, false],
  [{ kind: 'status_500', acts: true }, 500, { response_status: 500 }, true],
  [{ kind: 'body_status', status: 404 }, 200, { response_status: 404 }, false],
  [{ kind: 'body_status', status: 503, acts: true }, 200, { response_status: 503 }, true],
  [{ kind: 'huge', bytes: 5_000_000 }, 200, { items_processed: 18 }, true],
];

test.each(ANSWERED)('%j answers an init call with %i', async (fault, status, body, acted) => {
  const { doo } = await startDoo();
  await doo.faults.set('init', fault);
  expect(await initOrders(doo)).toMatchObject({ status, body });
  expect(doo.initCalls()).toMatchObject([{ fault: fault.kind, status, acted }]);
  expect(doo.runs()).toHaveLength(acted ? 1 : 0);
});

test.each([502, 200] as const)('html_%i answers with a page instead of JSON', async (status) => {
  const { doo } = await startDoo();
  await doo.faults.set('init', { kind: `html_${status}` });
  const reply = await initOrders(doo);
  expect(reply).toMatchObject({ status, body: expect.stringContaining('<html>') });
  expect(doo.runs()).toEqual([]);
});

test.each(['7', 'Fri, 20 Nov 2026 09:01:00 GMT'])('a 429 carries Retry-After %s', async (value) => {
  const { doo } = await startDoo();
  await doo.faults.set('list', { kind: 'status_429', retryAfter: value });
  expect((await list(doo, ACME_TEAM)).headers.get('retry-after')).toBe(value);
});

test.each([
  [{ kind: 'reset_before' }, 'ECONNRESET', false],
  [{ kind: 'reset_after' }, 'ECONNRESET', true],
  [{ kind: 'truncated' }, 'UND_ERR_SOCKET', true],
] as const)('%j cuts the connection', async (fault, code, acted) => {
  const { doo } = await startDoo();
  await doo.faults.set('init', fault);
  expect(await failureCode(initOrders(doo))).toBe(code);
  const [logged] = doo.initCalls();
  expect(logged).toMatchObject({ fault: fault.kind, acted });
  expect(logged?.status).toBeUndefined();
  expect(doo.runs()).toHaveLength(acted ? 1 : 0);
});

test('a huge answer is longer than any cap', async () => {
  const { doo } = await startDoo();
  await doo.faults.set('list', { kind: 'huge' });
  const { body } = await list(doo, ACME_TEAM);
  expect(JSON.stringify(body).length).toBeGreaterThan(8_000_000);
});

test('a slow call is carried out at once and answered when the time has come', async () => {
  const { doo, clock } = await startDoo();
  await doo.faults.set('init', { kind: 'slow', delayMs: 30_000 });
  const answering = initOrders(doo);
  await vi.waitFor(() => expect(doo.runs()).toHaveLength(1));
  expect(doo.initCalls()[0]?.status).toBeUndefined();
  clock.advance(30_000);
  expect((await answering).status).toBe(200);
});

test.each([false, true])('a call that hangs is never answered (carried out: %s)', async (acts) => {
  const { doo } = await startDoo();
  await doo.faults.set('init', { kind: 'hang', acts });
  const leaving = new AbortController();
  const hanging = call(`${doo.restUrl}/webhooks/init/orders`, {
    body: { event_id: 41232 },
    signal: leaving.signal,
  });
  await vi.waitFor(() => expect(doo.initCalls()[0]?.fault).toBe('hang'));
  leaving.abort();
  await expect(hanging).rejects.toThrow('aborted');
  expect(doo.runs()).toHaveLength(acts ? 1 : 0);
});

test('the peer stops although a call hangs', async () => {
  const { doo } = await startDoo();
  await doo.faults.set('init', { kind: 'hang' });
  const failing = failureCode(initOrders(doo));
  await vi.waitFor(() => expect(doo.initCalls()).toHaveLength(1));
  await doo.stop();
  expect(await failing).toBe('UND_ERR_SOCKET');
});

test('a refused host refuses connections until the fault is cleared, on the same port', async () => {
  const { doo } = await startDoo();
  const { restUrl } = doo;
  expect((await list(doo, ACME_TEAM)).status).toBe(200);
  await doo.faults.set('init', { kind: 'refused' });
  expect(await failureCode(initOrders(doo))).toBe('ECONNREFUSED');
  expect((await graphql(doo, '{ event(id: 41231) { title } }')).status).toBe(200);
  await doo.faults.clear('init');
  expect(doo.restUrl).toBe(restUrl);
  expect((await initOrders(doo)).status).toBe(200);
  expect(doo.initCalls()).toHaveLength(1);
});

test('a refused connection cannot be counted', async () => {
  const { doo } = await startDoo();
  expect(() => doo.faults.set('init', { kind: 'refused' }, { calls: 1 })).toThrow(RangeError);
});

test('a fault ends after the calls that it was set for', async () => {
  const { doo } = await startDoo();
  await doo.faults.set('list', { kind: 'status_500' }, { calls: 2 });
  const statuses = [];
  for (let attempt = 0; attempt < 3; attempt += 1)
    statuses.push((await list(doo, ACME_TEAM)).status);
  expect(statuses).toEqual([500, 500, 200]);
  expect(doo.faults.active()).toEqual([]);
});

test('each endpoint has a fault of its own', async () => {
  const { doo } = await startDoo();
  for (const endpoint of ENDPOINTS) {
    await doo.faults.clear();
    await doo.faults.set(endpoint, { kind: 'status_500' });
    const replies = {
      oauth: await token(doo, {}),
      list: await list(doo, ACME_TEAM),
      graphql: await graphql(doo, '{ event(id: 41231) { title } }'),
      init: await initOrders(doo),
    };
    const failed = ENDPOINTS.filter((name) => replies[name].status === 500);
    expect(failed).toEqual([endpoint]);
  }
});
