import { parseInitBody } from '@doo-repush/sandbox/doo/api/init-body';
import { expect, test } from 'vitest';

const WHOLE = {
  event_id: 41231,
  last_updated_after: '2026-11-20 09:00:00',
  last_updated_before: '2026-11-20 10:00:00',
  webhook_type: ['order_created', 'on_order_cancelled'],
  webhook_configuration_id: '12',
  max_rate_per_min: 100,
};

test('all documented fields are read', () => {
  expect(parseInitBody('orders', WHOLE)).toEqual({
    ok: true,
    command: {
      resource: 'orders',
      eventId: 41231,
      after: '2026-11-20 09:00:00',
      before: '2026-11-20 10:00:00',
      types: ['order_created', 'on_order_cancelled'],
      configurationId: '12',
      maxRatePerMin: 100,
    },
  });
});

test.each([
  ['orders', 'event_id'],
  ['attendees', 'event_id'],
  ['invitees', 'event_id'],
  ['events', 'organization_id'],
  ['contacts', 'organization_id'],
] as const)('%s need %s and nothing else', (resource, scope) => {
  const other = scope === 'event_id' ? 'organization_id' : 'event_id';
  expect(parseInitBody(resource, { [scope]: 5101 }).ok).toBe(true);
  expect(parseInitBody(resource, {})).toMatchObject({
    ok: false,
    message: expect.stringContaining(scope),
  });
  expect(parseInitBody(resource, { [other]: 5101 }).ok).toBe(false);
});

test.each([
  ['a body that is no object', [WHOLE]],
  ['an id in quotes', { ...WHOLE, event_id: '41231' }],
  ['an id of 0', { ...WHOLE, event_id: 0 }],
  ['a rate of 0', { ...WHOLE, max_rate_per_min: 0 }],
  ['a rate of 101', { ...WHOLE, max_rate_per_min: 101 }],
  ['a rate with a fraction', { ...WHOLE, max_rate_per_min: 1.5 }],
  ['one type as text', { ...WHOLE, webhook_type: 'order_created' }],
  ['no type', { ...WHOLE, webhook_type: [] }],
  ['a type of another resource', { ...WHOLE, webhook_type: ['event_created'] }],
  ['an unknown type', { ...WHOLE, webhook_type: ['order_moved'] }],
  ['a configuration id as a number', { ...WHOLE, webhook_configuration_id: 12 }],
  ['a time in another form', { ...WHOLE, last_updated_after: '2026-11-20T09:00:00' }],
  ['a day that does not exist', { ...WHOLE, last_updated_after: '2026-02-30 09:00:00' }],
  ['an undocumented field', { ...WHOLE, dry_run: true }],
])('%s is refused', (_, body) => {
  expect(parseInitBody('orders', body)).toEqual({ ok: false, message: expect.stringMatching(/./) });
});
