import { enter, openForm, openMoreOptions } from '@doo-repush/sandbox/driver';
import type { Delivery } from '@doo-repush/sandbox/slack/client/delivery';
import { objectsIn } from '@doo-repush/sandbox/slack/json';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { beforeEach, describe, expect, test } from 'vitest';
import { failedDeliveries } from '../../../support/failed-deliveries.ts';
import { acmeOrders } from '../../../support/product.ts';
import { productForFile } from '../../../support/product-for-file.ts';
import { changedInteraction } from '../../../support/raw-delivery.ts';

/** Both choices are made before the form is rebuilt for either: the recorded deliveries are sent in this order. */
const product = productForFile();
const record = () => {
  const found = product().slack.client.openView(people.requester);
  if (found === undefined) throw new Error('no form is open');
  return found;
};
const blockIds = () => record().view.blocks.map((block) => String(block.block_id));
const updates = () =>
  product().slack.calls.filter(({ method }) => method === 'views.update').length;

/** The delivery of choosing `value` in a menu, whose rebuilding Slack did not take. */
async function chosen(blockId: string, value: string): Promise<Delivery> {
  const { client, faults } = product().slack;
  faults.add({ method: 'views.update', fault: 'http_500' });
  const at = { blockId, actionId: blockId };
  const delivery = await client.choose(people.requester, record().view.id, at, value);
  if (delivery === undefined) throw new Error('nothing was delivered');
  return delivery;
}

/** The delivery of typing several event IDs, whose order's field Slack did not take. */
async function typedSeveral(): Promise<Delivery> {
  const { client, faults } = product().slack;
  faults.add({ method: 'views.update', fault: 'http_500' });
  const at = { blockId: 'event_ids', actionId: 'event_ids' };
  const delivery = await client.fill(people.requester, record().view.id, at, '41231, 41232');
  if (delivery === undefined) throw new Error('nothing was delivered');
  return delivery;
}

beforeEach(async () => {
  await openForm(product(), people.requester);
  await enter(product(), people.requester, acmeOrders);
  await openMoreOptions(product(), people.requester);
});

const fits = { resource: 'webhook_types:contacts', window: 'after_date' };

test.for([
  ['in their order', [0, 1]],
  ['the other way round', [1, 0]],
] as const)('two choices of different fields are both in the form, %s', async ([, order]) => {
  const choices = [await chosen('resource', 'contacts'), await chosen('window', 'since')];
  for (const index of order) {
    const delivery = choices[index];
    if (delivery !== undefined) await product().slack.client.redeliver(delivery);
  }
  expect(blockIds()).toContain(fits.resource);
  expect(blockIds()).toContain(fits.window);
  expect(failedDeliveries(product())).toEqual([]);
});

test.for([
  ['typed first, in their order', [typedSeveral, () => chosen('window', 'since')], [0, 1]],
  ['typed first, the other way round', [typedSeveral, () => chosen('window', 'since')], [1, 0]],
  ['chosen first, in their order', [() => chosen('window', 'since'), typedSeveral], [0, 1]],
  ['chosen first, the other way round', [() => chosen('window', 'since'), typedSeveral], [1, 0]],
] as const)(
  'several typed events and a window are both in the form, %s',
  async ([, acts, order]) => {
    const deliveries = [await acts[0](), await acts[1]()] as const;
    for (const index of order) await product().slack.client.redeliver(deliveries[index]);
    expect(blockIds()).toContain(fits.window);
    expect(blockIds()).toContain('order');
    expect(failedDeliveries(product())).toEqual([]);
  },
);

test('the earlier of two choices of one field gives way, and nobody is told of a failure', async () => {
  const first = await chosen('resource', 'contacts');
  const second = await chosen('resource', 'events');
  const told = product().slack.client.directMessages(people.requester).length;
  const before = updates();
  await product().slack.client.redeliver(second);
  await product().slack.client.redeliver(first);
  expect(blockIds()).toContain('webhook_types:events');
  expect(updates()).toBe(before + 2);
  expect(product().slack.client.directMessages(people.requester)).toHaveLength(told);
  expect(objectsIn(record().view.blocks).length).toBeGreaterThan(5);
});

describe('a form that is closed before it is rebuilt', () => {
  const close = () => product().slack.client.close(people.requester, record().view.id);
  const lines = (part: string) => product().logs.filter(({ line }) => line.includes(part));

  test.for(['organization', 'configuration', 'resource', 'window'] as const)(
    'after a choice of its %s is no failure: nobody is told, and the log has no error',
    async (field) => {
      const { client } = product().slack;
      const delivery = await chosen('resource', 'contacts');
      const told = client.directMessages(people.requester).length;
      const failures = lines('"level":"error"').length;
      const closed = lines('form_closed_before_rebuilt').length;
      await close();
      const body = changedInteraction(delivery.body, (payload) => ({
        ...payload,
        actions: objectsIn(payload.actions).map((action) => ({ ...action, action_id: field })),
      }));
      const answer = await client.redeliver({ ...delivery, body });
      expect(answer.delivery.status).toBe(200);
      expect(client.directMessages(people.requester)).toHaveLength(told);
      expect(lines('"level":"error"')).toHaveLength(failures);
      expect(lines('form_closed_before_rebuilt')).toHaveLength(closed + 1);
      expect(lines('form_closed_before_rebuilt').at(-1)?.line).toContain('"level":"info"');
    },
  );

  test('between two attempts to rebuild it is none either', async () => {
    const { client, faults } = product().slack;
    const first = await chosen('resource', 'contacts');
    const second = await chosen('window', 'since');
    const told = client.directMessages(people.requester).length;
    const failures = lines('"level":"error"').length;
    await client.redeliver(first);
    faults.add({ method: 'views.update', fault: { error: 'hash_conflict' } });
    faults.add({ method: 'views.update', fault: { error: 'not_found' } });
    expect((await client.redeliver(second)).delivery.status).toBe(200);
    expect(client.directMessages(people.requester)).toHaveLength(told);
    expect(lines('"level":"error"')).toHaveLength(failures);
  });
});
