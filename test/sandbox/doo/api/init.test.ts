import { expect, test } from 'vitest';
import fixture from '../../../fixtures/doo/init-accepted.json' with { type: 'json' };
import { configurationId, GLOBEX_CREDENTIALS, init, SUMMIT, startDoo } from '../running-doo.ts';

test('the orders of an event are accepted in the documented envelope', async () => {
  const { doo } = await startDoo();
  const body = {
    event_id: SUMMIT,
    webhook_configuration_id: configurationId(doo, 'CRM production'),
  };
  const { status, body: answer } = await init(doo, 'orders', body);
  expect(status).toBe(200);
  expect(answer).toEqual(fixture);
});

test.each([
  ['orders', { event_id: SUMMIT }, 'CRM production', 412, ['order_created']],
  ['attendees', { event_id: SUMMIT }, 'CRM production', 655, ['attendee_validated']],
  ['invitees', { event_id: SUMMIT }, 'CRM production', 40, ['invitee_created']],
  ['events', { organization_id: 5101 }, 'CRM production', 3, ['event_created']],
  ['contacts', { organization_id: 5101 }, 'CRM production', 320, ['contact_created']],
  ['orders', { event_id: SUMMIT }, 'Data warehouse', 412, ['order_created']],
  ['orders', { event_id: SUMMIT }, 'Newsletter', 0, []],
  ['orders', { event_id: SUMMIT }, 'Summit kiosk', 412, ['order_created']],
  ['orders', { event_id: 41232 }, 'Summit kiosk', 0, []],
  ['orders', { event_id: 41233 }, 'CRM production', 0, ['order_created']],
])('%s of %j go to %s: %i items', async (resource, scope, name, items, types) => {
  const { doo } = await startDoo();
  const id = configurationId(doo, name);
  const answer = await init(doo, resource, { ...scope, webhook_configuration_id: id });
  expect(answer).toMatchObject({ status: 200, body: { items_processed: items } });
  expect(doo.deliveries().map(({ configurationId, type }) => [configurationId, type])).toEqual(
    types.map((type) => [id, type]),
  );
});

test('without a configuration every one of the organization is sent to', async () => {
  const { doo } = await startDoo();
  const answer = await init(doo, 'orders', { event_id: 41232 });
  expect(answer.body).toMatchObject({ items_processed: 18 });
  expect(doo.deliveries()).toHaveLength(27);
  expect(doo.runs()).toMatchObject([{ total: 27 * 18 }]);
});

test('picked types are sent instead, with and without the prefix', async () => {
  const { doo } = await startDoo();
  await init(doo, 'orders', {
    event_id: 41232,
    webhook_configuration_id: configurationId(doo, 'CRM production'),
    webhook_type: ['order_updated', 'on_order_cancelled', 'order_removed'],
  });
  expect(doo.deliveries().map(({ type }) => type)).toEqual(['order_updated', 'order_cancelled']);
});

test.each([
  [{ last_updated_after: '2026-11-20 08:00:00' }, 4],
  [{ last_updated_before: '2026-11-20 08:00:00' }, 408],
  [{ last_updated_after: '2026-11-20 09:00:00', last_updated_before: '2026-11-20 09:18:00' }, 1],
  [{ last_updated_after: '2026-11-20 09:55:00' }, 1],
  [{ last_updated_after: '2026-11-20 09:55:01' }, 0],
])('the window %j, in Berlin time, has %i of 412 orders', async (window, items) => {
  const { doo } = await startDoo();
  const answer = await init(doo, 'orders', {
    event_id: SUMMIT,
    webhook_configuration_id: configurationId(doo, 'CRM production'),
    ...window,
  });
  expect(answer.body).toMatchObject({ items_processed: items });
});

test.each([
  ['an unknown resource', 'tickets', { event_id: SUMMIT }, {}, 404],
  ['an unknown event', 'orders', { event_id: 99999 }, {}, 404],
  ['an event that is not the client’s', 'orders', { event_id: SUMMIT }, GLOBEX_CREDENTIALS, 404],
  ['an unknown organization', 'contacts', { organization_id: 99999 }, {}, 404],
  [
    'a configuration of another organization',
    'orders',
    { event_id: SUMMIT, webhook_configuration_id: '12' },
    {},
    404,
  ],
  ['a body without its scope', 'orders', {}, {}, 422],
])('%s is refused and nothing is sent', async (_, resource, body, credentials, status) => {
  const { doo } = await startDoo();
  const answer = await init(doo, resource, body, credentials);
  expect(answer).toMatchObject({ status, body: { response_status: status } });
  expect(doo.runs()).toEqual([]);
  expect(doo.initCalls()).toMatchObject([{ status, acted: false, body }]);
});

test('the log has path, time and body of an init call, and no credentials', async () => {
  const { doo, clock } = await startDoo();
  const body = { event_id: 41232 };
  await init(doo, 'orders', body);
  expect(doo.initCalls()).toEqual([
    {
      atMs: clock.now(),
      endpoint: 'init',
      method: 'POST',
      path: '/v1/webhooks/init/orders',
      body,
      status: 200,
      acted: true,
    },
  ]);
  expect(JSON.stringify(doo.calls)).not.toContain('placeholder');
});
