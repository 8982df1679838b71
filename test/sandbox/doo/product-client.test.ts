import { createDooClient } from '@doo-repush/core/doo/client';
import { parseDooSecret } from '@doo-repush/core/doo/secret';
import type { Doo } from '@doo-repush/sandbox/doo/doo';
import type { Fault } from '@doo-repush/sandbox/doo/faults';
import { expect, test } from 'vitest';
import { ACME_TEAM, configurationId, SUMMIT, startDoo } from './running-doo.ts';

function productClient(doo: Doo) {
  const secret = parseDooSecret(JSON.stringify(doo.secret()), { allowLoopback: true });
  if (!secret.ok) throw new Error(secret.faults.join());
  const { restUrl, graphqlUrl, organizations } = secret.value;
  const [organization] = organizations;
  if (organization === undefined) throw new Error('The secret has no organization');
  return createDooClient({
    restUrl,
    graphqlUrl,
    credentials: organization.credentials,
    allowLoopback: true,
    callIntervalMs: 0,
    timeouts: { headersMs: 300, bodyMs: 300 },
  });
}

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

const CASES: [Fault, string, boolean][] = [
  [{ kind: 'status_401' }, 'unauthorized', false],
  [{ kind: 'status_422' }, 'refused', false],
  [{ kind: 'status_429' }, 'rate_limited', false],
  [{ kind: 'status_500' }, 'server_error', true],
  [{ kind: 'html_502' }, 'server_error', true],
  [{ kind: 'html_200' }, 'unreadable', true],
  [{ kind: 'body_status', status: 404 }, 'refused', false],
  [{ kind: 'body_status', status: 503 }, 'mismatched', true],
  [{ kind: 'truncated' }, 'interrupted', true],
  [{ kind: 'huge' }, 'too_large', true],
  [{ kind: 'hang' }, 'timed_out', true],
  [{ kind: 'refused' }, 'unreachable', false],
  [{ kind: 'reset_before' }, 'interrupted', true],
  [{ kind: 'reset_after' }, 'interrupted', true],
];

test.each(CASES)('%j is %s to the product’s client', async (fault, code, mayHaveActed) => {
  const { doo } = await startDoo();
  const client = productClient(doo);
  await client.authenticate();
  await doo.faults.set('init', fault);
  expect(await client.init('orders', initBody(doo))).toMatchObject({
    ok: false,
    failure: { code, mayHaveActed },
  });
});
