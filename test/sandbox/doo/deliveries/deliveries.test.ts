import { endpointAddress } from '@doo-repush/sandbox/doo/deliveries/endpoint-address';
import type { Doo } from '@doo-repush/sandbox/doo/doo';
import { expect, test, vi } from 'vitest';
import { configurationId, init, SUMMIT, startDoo } from '../running-doo.ts';

const MINUTE_MS = 60_000;
/** Has 18 orders. */
const PARTNER_DAY = 41232;

function initOrders(doo: Doo, eventId: number, fields: Readonly<Record<string, unknown>> = {}) {
  return init(doo, 'orders', {
    event_id: eventId,
    webhook_configuration_id: configurationId(doo, 'CRM production'),
    ...fields,
  });
}

function waitForDelivered(doo: Doo, count: number): Promise<void> {
  return vi.waitFor(() => expect(doo.delivered).toBe(count), { interval: 5, timeout: 5000 });
}

test('every order arrives once at the configuration’s endpoint', async () => {
  const { doo, clock } = await startDoo();
  await initOrders(doo, PARTNER_DAY);
  clock.advance(5 * MINUTE_MS);
  await waitForDelivered(doo, 18);
  expect(doo.receiver.arrivals()).toEqual([
    { path: '/crm.acme.example/receive-doo-webhooks', type: 'order_created', count: 18 },
  ]);
  expect(doo.deliveries()).toEqual([
    {
      configurationId: configurationId(doo, 'CRM production'),
      type: 'order_created',
      delivered: 18,
      pending: 0,
      deadLettered: 0,
    },
  ]);
});

test.each([
  ['100 a minute where no rate is given', {}, 1, MINUTE_MS, 101],
  ['the rate of the call', { max_rate_per_min: 10 }, 1, MINUTE_MS, 11],
  ['the rate on a clock that is 60 times faster', { max_rate_per_min: 10 }, 60, 1000, 11],
])('webhooks are sent at %s', async (_, fields, timeFactor, advanceMs, sent) => {
  const { doo, clock } = await startDoo({ timeFactor });
  await initOrders(doo, SUMMIT, fields);
  clock.advance(advanceMs - 1);
  await waitForDelivered(doo, sent - 1);
  clock.advance(1);
  await waitForDelivered(doo, sent);
  expect(doo.runs()).toMatchObject([{ total: 412, delivered: sent }]);
});

test('a webhook that the receiver refuses is sent again until it is taken', async () => {
  const { doo, clock } = await startDoo();
  doo.receiver.failWith(503, { calls: 18 });
  await initOrders(doo, PARTNER_DAY);
  clock.advance(MINUTE_MS);
  await vi.waitFor(() => {
    clock.advance(MINUTE_MS);
    expect(doo.delivered).toBe(18);
  });
  expect(doo.receiver.total).toBe(18);
});

test('after ten refusals a webhook is a dead letter', async () => {
  const { doo, clock } = await startDoo();
  doo.receiver.failWith(500);
  await initOrders(doo, PARTNER_DAY);
  await vi.waitFor(() => {
    clock.advance(MINUTE_MS);
    expect(doo.deliveries()).toMatchObject([{ delivered: 0, pending: 0, deadLettered: 18 }]);
  }, 10_000);
  expect(doo.receiver.total).toBe(0);
});

test('deliveries that were pending when the peer stopped go on in a new one', async () => {
  const { doo, clock } = await startDoo();
  await initOrders(doo, PARTNER_DAY, { max_rate_per_min: 10 });
  clock.advance(MINUTE_MS);
  await waitForDelivered(doo, 11);
  await doo.stop();
  const state = JSON.parse(JSON.stringify(doo.snapshot()));
  const { doo: next, clock: nextClock } = await startDoo({ state });
  expect(next.deliveries()).toMatchObject([{ delivered: 11, pending: 7 }]);
  nextClock.advance(MINUTE_MS);
  await waitForDelivered(next, 18);
  expect(next.receiver.total).toBe(18);
});

test.each([
  ['https://crm.acme.example/receive?x=1', 'http://127.0.0.1:9/crm.acme.example/receive'],
  ['http://127.0.0.1:8080/hook?x=1', 'http://127.0.0.1:8080/hook?x=1'],
  ['http://localhost:8080/hook', 'http://localhost:8080/hook'],
  ['https://rest.doo.net/v1/webhooks', undefined],
  ['https://127.0.0.1.doo.net/hook', undefined],
  ['not an address', undefined],
])('a webhook for %s goes to %s', (endpoint, address) => {
  expect(endpointAddress(endpoint, 'http://127.0.0.1:9')).toBe(address);
});
