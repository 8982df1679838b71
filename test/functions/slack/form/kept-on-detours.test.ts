import { escapeText } from '@doo-repush/functions/messages/mrkdwn';
import { cardNot, enter, openForm, submit } from '@doo-repush/sandbox/driver';
import { findElement } from '@doo-repush/sandbox/slack/blocks/parts';
import type { JsonObject } from '@doo-repush/sandbox/slack/json';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { afterEach, describe, expect, test } from 'vitest';
import { failedDeliveries } from '../../../support/failed-deliveries.ts';
import { acmeOrders } from '../../../support/product.ts';
import { productForFile } from '../../../support/product-for-file.ts';

const product = productForFile();

afterEach(async () => {
  expect(failedDeliveries(product())).toEqual([]);
  const { client } = product().slack;
  const view = client.openView(people.requester);
  if (view !== undefined) await client.close(people.requester, view.view.id);
});

async function submitted(): Promise<JsonObject> {
  const { outcome, errors } = await submit(product(), people.requester);
  expect({ outcome, errors }).toEqual({ outcome: 'closed', errors: {} });
  await product().lambda.idle();
  return JSON.parse(product().lambda.executions().at(-1)?.input ?? 'null').request;
}

describe('webhook types', () => {
  test('of two resources are still picked after a detour over others', async () => {
    const types = ['order_created'];
    await openForm(product(), people.requester);
    await enter(product(), people.requester, { ...acmeOrders, webhookTypes: types });
    await enter(product(), people.requester, { resource: 'contacts' });
    await enter(product(), people.requester, { webhookTypes: ['contact_updated'] });
    await enter(product(), people.requester, { resource: 'attendees' });
    await enter(product(), people.requester, { resource: 'orders' });
    const field = findElement(
      product().slack.client.openView(people.requester)?.view.blocks ?? [],
      'webhook_types',
    );
    expect(JSON.stringify(field?.element.initial_options)).toContain('order_created');
    expect(await submitted()).toMatchObject({ resource: 'orders', webhookTypes: types });
  });

  test('that were removed stay removed', async () => {
    await openForm(product(), people.requester);
    await enter(product(), people.requester, { ...acmeOrders, webhookTypes: ['order_created'] });
    await enter(product(), people.requester, { webhookTypes: [] });
    await enter(product(), people.requester, { resource: 'contacts' });
    await enter(product(), people.requester, { resource: 'orders' });
    expect(await submitted()).not.toHaveProperty('webhookTypes');
  });
});

const AFTER = { date: '2024-03-01', time: '14:30' };
const BEFORE = { date: '2024-03-02', time: '18:00' };
const WINDOW = { kind: 'between', after: AFTER, before: BEFORE } as const;

/** The form with both times, as it was built again since. */
async function formWithTimes(): Promise<void> {
  await openForm(product(), people.requester);
  await enter(product(), people.requester, { ...acmeOrders, window: WINDOW });
  await enter(product(), people.requester, { resource: 'attendees' });
}

/** A phone gives a time back empty. */
async function emptyTime(side: 'after' | 'before'): Promise<void> {
  const { client } = product().slack;
  const viewId = client.openView(people.requester)?.view.id ?? '';
  const ref = { blockId: `${side}_time`, actionId: `${side}_time` };
  await client.fill(people.requester, viewId, ref, '');
}

describe('a time that stood in the form and comes back empty', () => {
  test.for(['after', 'before'] as const)('is asked for again: %s', async (side) => {
    await formWithTimes();
    const before = product().lambda.executions().length;
    await emptyTime(side);
    const { errors } = await submit(product(), people.requester);
    expect(Object.keys(errors)).toEqual([`${side}_time`]);
    expect(errors[`${side}_time`]).toContain('Pick the time again');
    expect(product().lambda.executions()).toHaveLength(before);
  });

  test('is not forgotten when the form is built anew', async () => {
    await formWithTimes();
    await emptyTime('after');
    await emptyTime('before');
    await enter(product(), people.requester, { resource: 'invitees' });
    const { errors } = await submit(product(), people.requester);
    expect(Object.keys(errors)).toEqual(['after_time', 'before_time']);
    await enter(product(), people.requester, { window: WINDOW });
    expect(await submitted()).toMatchObject({
      window: { after: '2024-03-01 14:30:00', before: '2024-03-02 18:00:00' },
    });
  });

  test('is no fault where none stood: the whole day is meant', async () => {
    await openForm(product(), people.requester);
    const window = { kind: 'since', after: { date: '2024-03-01' } };
    await enter(product(), people.requester, { ...acmeOrders, window });
    await enter(product(), people.requester, { resource: 'attendees' });
    expect(await submitted()).toMatchObject({ window: { after: '2024-03-01 00:00:00' } });
  });
});

describe('a reason that the form takes', () => {
  test.for([
    ['of markup', '<b>&'.repeat(50)],
    ['of formatting', '* '.repeat(230)],
  ] as const)('never is one that the card cuts: %s', async ([, reason]) => {
    await openForm(product(), people.requester);
    await enter(product(), people.requester, { ...acmeOrders, reason });
    const { errors } = await submit(product(), people.requester);
    expect(errors.reason).toMatch(/^The reason is \d+ characters too long for the card/);
  });

  test('is on the card as a whole', async () => {
    const reason = '<order id="41231"> & 20 more'.repeat(15).slice(0, 330);
    const escaped = JSON.stringify(escapeText(reason)).slice(1, -1);
    await openForm(product(), people.requester);
    await enter(product(), people.requester, { ...acmeOrders, reason });
    await submitted();
    const card = await cardNot(product());
    expect(JSON.stringify(card.blocks)).toContain(escaped);
  });
});
