import { enter, openForm, submit } from '@doo-repush/sandbox/driver';
import { findElement } from '@doo-repush/sandbox/slack/blocks/parts';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { failedDeliveries } from '../../../support/failed-deliveries.ts';
import { logged, referenceIn } from '../../../support/log-lines.ts';
import { acmeOrders } from '../../../support/product.ts';
import { productForFile } from '../../../support/product-for-file.ts';

const product = productForFile();

beforeEach(() => openForm(product(), people.requester));
afterEach(async () => {
  expect(failedDeliveries(product())).toEqual([]);
  const { client } = product().slack;
  const view = client.openView(people.requester);
  if (view !== undefined) await client.close(people.requester, view.view.id);
});

function form() {
  const record = product().slack.client.openView(people.requester);
  if (record === undefined) throw new Error('no form is open');
  return record;
}

const blockIds = () => form().view.blocks.map((block) => block.block_id);
const typed = (id: string) => form().values[id]?.[id]?.value;
const chosen = (block: string, action = block) => form().values[block]?.[action]?.selected_option;

test('choosing another organization drops the configuration and keeps the rest', async () => {
  await enter(product(), people.requester, { ...acmeOrders, resource: 'attendees' });
  expect(chosen('configuration:5101', 'configuration')).toMatchObject({
    text: { text: 'CRM production' },
  });

  await enter(product(), people.requester, { organization: 'Globex' });
  expect(blockIds()).toEqual([
    'organization',
    'configuration:5102',
    'resource',
    'event_ids',
    'window',
    'everything_warning',
    'reason',
    'ticket',
    'more_options',
  ]);
  expect(chosen('configuration:5102', 'configuration') ?? undefined).toBeUndefined();
  expect(chosen('organization')).toMatchObject({ value: '5102' });
  expect(chosen('resource')).toMatchObject({ value: 'attendees' });
  expect(typed('event_ids')).toBe('41231');
  expect(typed('reason')).toBe('CRM outage on Friday');
});

test('contacts need no event IDs, and coming back keeps what was typed', async () => {
  await enter(product(), people.requester, { ...acmeOrders, eventIds: '41231 41232' });
  await enter(product(), people.requester, { resource: 'contacts' });
  expect(blockIds()).toEqual([
    'organization',
    'configuration:5101',
    'resource',
    'window',
    'everything_warning',
    'order',
    'reason',
    'ticket',
    'more_options',
  ]);
  expect(chosen('configuration:5101', 'configuration')).toBeDefined();

  await enter(product(), people.requester, { resource: 'events' });
  await enter(product(), people.requester, { resource: 'invitees' });
  expect(blockIds()).toContain('event_ids');
  const field = findElement(form().view.blocks, 'event_ids');
  expect(typed('event_ids') ?? field?.element.initial_value).toBe('41231 41232');
  expect(typed('reason')).toBe('CRM outage on Friday');
});

describe('the options that few requests need', () => {
  const press = () =>
    product().slack.client.press(people.requester, form().view.id, {
      blockId: 'more_options',
      actionId: 'more_options',
    });

  test('are shown and hidden by a button, and everything typed stays', async () => {
    await enter(product(), people.requester, { ...acmeOrders, ticket: 'SUP-4411' });
    expect(blockIds()).not.toContain('rate');
    await press();
    expect(blockIds().slice(-3)).toEqual(['more_options', 'webhook_types:orders', 'rate']);
    await press();
    expect(blockIds().at(-1)).toBe('more_options');
    expect([typed('event_ids'), typed('reason'), typed('ticket')]).toEqual([
      '41231',
      'CRM outage on Friday',
      'SUP-4411',
    ]);
    expect(chosen('window')).toMatchObject({ value: 'everything' });
  });

  test('are not hidden while one of them has a value', async () => {
    await enter(product(), people.requester, { ...acmeOrders, maxRatePerMin: '40' });
    await press();
    expect(blockIds().slice(-2)).toEqual(['webhook_types:orders', 'rate']);
    expect(typed('rate')).toBe('40');
    await enter(product(), people.requester, { resource: 'attendees' });
    expect(typed('rate')).toBe('40');
  });

  test('give way to what another choice made of the form meanwhile', async () => {
    const { client, faults } = product().slack;
    await enter(product(), people.requester, acmeOrders);
    faults.add({ method: 'views.update', fault: 'http_500' });
    const pressed = await press();
    await enter(product(), people.requester, { resource: 'contacts' });
    await client.redeliver(pressed);
    expect(chosen('resource')).toMatchObject({ value: 'contacts' });
    expect(blockIds()).not.toContain('event_ids');
    expect(blockIds()).not.toContain('rate');
  });

  test('leave a form without them for all types and the pace of doo', async () => {
    await enter(product(), people.requester, acmeOrders);
    expect(blockIds()).toContain('more_options');
    expect(await submit(product(), people.requester)).toMatchObject({ outcome: 'closed' });
    await product().lambda.idle();
    const { request } = JSON.parse(product().lambda.executions().at(-1)?.input ?? 'null');
    expect(request).not.toHaveProperty('webhookTypes');
    expect(request).not.toHaveProperty('maxRatePerMin');
  });
});

test('choosing a line to read is no choice of an organization', async () => {
  await enter(product(), people.requester, acmeOrders);
  await enter(product(), people.requester, { organization: 'zebra' });
  expect(blockIds()).toContain('configuration:');
  expect(typed('reason')).toBe('CRM outage on Friday');
});

test('a form that could not be rebuilt stays as it is, the person is told, and the next choice rebuilds it', async () => {
  await enter(product(), people.requester, acmeOrders);
  product().slack.faults.add({ method: 'views.update', fault: 'http_500' });
  await enter(product(), people.requester, { resource: 'contacts' });
  expect(blockIds()).toContain('event_ids');
  const told = product().slack.client.directMessages(people.requester).at(-1);
  expect(told?.text).toContain("The form couldn't be updated.");
  expect(told?.text).toContain('Pick the resource again');
  const references = logged(product(), 'listener_failed').map(({ reference }) => reference);
  expect(references).toContain(referenceIn(told?.text));
  await enter(product(), people.requester, { resource: 'events' });
  expect(blockIds()).not.toContain('event_ids');
  expect(typed('reason')).toBe('CRM outage on Friday');
});
