import { enter, openForm } from '@doo-repush/sandbox/driver';
import { findElement } from '@doo-repush/sandbox/slack/blocks/parts';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { afterEach, beforeEach, expect, test } from 'vitest';
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
    'webhook_types:attendees',
    'rate',
    'reason',
    'ticket',
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
    'webhook_types:contacts',
    'rate',
    'order',
    'reason',
    'ticket',
  ]);
  expect(chosen('configuration:5101', 'configuration')).toBeDefined();

  await enter(product(), people.requester, { resource: 'events' });
  await enter(product(), people.requester, { resource: 'invitees' });
  expect(blockIds()).toContain('event_ids');
  const field = findElement(form().view.blocks, 'event_ids');
  expect(typed('event_ids') ?? field?.element.initial_value).toBe('41231 41232');
  expect(typed('reason')).toBe('CRM outage on Friday');
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
  const [told] = product().slack.client.directMessages(people.requester);
  expect(told?.text).toContain('The form could not be rebuilt after your choice.');
  expect(told?.text).toContain('Choose the resource again');
  const references = logged(product(), 'listener_failed').map(({ reference }) => reference);
  expect(references).toContain(referenceIn(told?.text));
  await enter(product(), people.requester, { resource: 'events' });
  expect(blockIds()).not.toContain('event_ids');
  expect(typed('reason')).toBe('CRM outage on Friday');
});
