import type { Doo } from '@doo-repush/sandbox/doo/doo';
import { expect, test } from 'vitest';
import { productClient } from './product-client.ts';
import { ACME_TEAM, configurationId, SUMMIT, startDoo } from './running-doo.ts';

function initBody(doo: Doo) {
  return {
    event_id: SUMMIT,
    webhook_configuration_id: configurationId(doo, 'CRM production'),
    last_updated_after: '2026-11-20 08:00:00',
    webhook_type: ['order_created'],
    max_rate_per_min: 50,
  };
}

test('the product’s client reads every page and every title and starts a repush', async () => {
  const { doo } = await startDoo();
  const client = productClient(doo);
  expect(await client.listConfigurations(ACME_TEAM)).toMatchObject({
    ok: true,
    value: { configurations: { length: 30 }, complete: true },
  });
  expect(await client.eventTitles(['41231', '99999'])).toMatchObject({
    ok: true,
    value: new Map([
      ['41231', expect.objectContaining({ kind: 'found', title: 'Acme Summit' })],
      ['99999', { kind: 'unknown' }],
    ]),
  });
  expect(await client.init('orders', initBody(doo))).toEqual({
    ok: true,
    value: { itemsProcessed: 4 },
  });
  expect(doo.calls.map(({ endpoint }) => endpoint)).toEqual([
    'oauth',
    'list',
    'list',
    'graphql',
    'init',
  ]);
});
