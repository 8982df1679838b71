import { type Entries, enter, openForm, submit } from '@doo-repush/sandbox/driver';
import type { Delivery } from '@doo-repush/sandbox/slack/client/delivery';
import { isJsonObject, type JsonObject } from '@doo-repush/sandbox/slack/json';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { failedDeliveries } from '../../support/failed-deliveries.ts';
import { productForFile } from '../../support/product-for-file.ts';
import { changedInteraction } from '../../support/raw-delivery.ts';

/** The form is filled in once; each invalid input is corrected again, so that each is tested on its own. */
const product = productForFile();
const CONFIGURATION = 'configuration:5101';
const TYPES = 'webhook_types:orders';

const good = {
  organization: 'Acme',
  configuration: 'CRM production',
  eventIds: '41231',
  window: {
    kind: 'between',
    after: { date: '2024-03-01', time: '09:30' },
    before: { date: '2024-03-02', time: '00:00' },
  },
  webhookTypes: ['order_created'],
  maxRatePerMin: 40,
  reason: 'CRM outage on Friday',
  ticket: 'SUP-4411',
} as const;

let recorded: Delivery | undefined;

beforeAll(async () => {
  await openForm(product(), people.requester);
  await enter(product(), people.requester, { ...good, reason: ' ' });
  recorded = (await submit(product(), people.requester)).deliveries[0];
  await enter(product(), people.requester, { reason: good.reason });
});
afterAll(() => {
  expect(failedDeliveries(product())).toEqual([]);
  expect(product().lambda.executions()).toEqual([]);
});

const after = (date: string, time = '00:00', end: object = good.window.before) => ({
  window: { ...good.window, after: { date, time }, before: end },
});
const before = (date: string, time = '') => ({
  window: { ...good.window, before: { date, time } },
});
const ids = (count: number) => Array.from({ length: count }, (_, index) => 41231 + index).join(' ');

/** The input, the field at fault, and the error shown there. */
const ENTERED: readonly (readonly [string, Entries, string, string])[] = [
  ['a name for an id', { eventIds: '41231 Summit' }, 'event_ids', '"Summit" is not an event ID.'],
  ['separators alone', { eventIds: ' , ; ' }, 'event_ids', 'Enter at least one event ID.'],
  ['too many ids', { eventIds: ids(51) }, 'event_ids', "That's 51 events."],
  ['an id of zero', { eventIds: '0' }, 'event_ids', '"0" is not an event ID.'],
  ['a range', { eventIds: '41231-41240' }, 'event_ids', '"41231-41240" is not an event ID.'],
  ['a number below zero', { eventIds: '-41231' }, 'event_ids', '"-41231" is not an event ID.'],
  ['a fraction', { eventIds: '41231.5' }, 'event_ids', '"41231.5" is not an event ID.'],
  ['a number too long', { eventIds: '1234567890123456' }, 'event_ids', 'is not an event ID.'],
  [
    'the address of something else',
    { eventIds: 'https://doo.example/orders/41231' },
    'event_ids',
    'is not an event ID.',
  ],
  ['a mention', { eventIds: '<!channel>' }, 'event_ids', '"!channel" is not an event ID.'],
  ['a reason of spaces', { reason: '   ' }, 'reason', 'Add a reason for your approver.'],
  ['a word for a ticket', { ticket: 'urgent' }, 'ticket', 'Enter a ticket number'],
  ['a sentence for a ticket', { ticket: 'see SUP 4411' }, 'ticket', 'Enter a ticket number'],
  ['a mention for a ticket', { ticket: '<!channel>' }, 'ticket', 'Enter a ticket number'],
  [
    'a ticket without https',
    { ticket: 'http://desk.example/1' },
    'ticket',
    'must start with https',
  ],
  ['a script for a ticket', { ticket: 'javascript:alert(1)' }, 'ticket', 'must start with https'],
  [
    'a ticket with a password',
    { ticket: 'https://ann:placeholder@desk.example/1' },
    'ticket',
    'Leave user name and password out',
  ],
  [
    'a start in the future',
    after('2199-01-01', '00:00', { date: '2199-01-02', time: '00:00' }),
    'after_date',
    'is in the future',
  ],
  ['a start after the end', after('2024-03-05'), 'before_date', "The end isn't after the start"],
  [
    'a window of no time',
    after('2024-03-02', '09:00', { date: '2024-03-02', time: '09:00' }),
    'before_date',
    "isn't after the start",
  ],
  [
    'a start that clocks skip',
    after('2024-03-31', '02:30', { date: '2024-04-02', time: '00:00' }),
    'after_time',
    "doesn't exist in Europe/Berlin",
  ],
  ['an end that clocks skip', before('2024-03-31', '02:30'), 'before_time', "doesn't exist in"],
  [
    'a line to read for a configuration',
    { configuration: 'zebra' },
    CONFIGURATION,
    'Pick a system from the list.',
  ],
  [
    'a configuration without webhooks for the resource',
    { configuration: 'Newsletter' },
    CONFIGURATION,
    "This system doesn't get order webhooks.",
  ],
];

test.for(ENTERED)(
  '%s is refused at its field, and the other fields stay',
  async ([, bad, block, words]) => {
    const { client } = product().slack;
    await enter(product(), people.requester, bad);
    const entered = client.openView(people.requester)?.values;
    const { outcome, errors } = await submit(product(), people.requester);
    expect({ outcome, at: Object.keys(errors) }).toEqual({ outcome: 'errors', at: [block] });
    expect(errors[block]).toContain(words);
    expect(errors[block]).toMatch(/^[^a-z].*\.$/);
    expect(client.openView(people.requester)?.values).toEqual(entered);
    const names = Object.keys(bad) as (keyof Entries)[];
    await enter(
      product(),
      people.requester,
      Object.fromEntries(Object.entries(good).filter(([name]) => names.some((it) => it === name))),
    );
  },
);

const option = (value: string) => ({ selected_option: { value } });
const types = (...values: string[]) => ({
  [TYPES]: { webhook_types: { selected_options: values.map((value) => ({ value })) } },
});
const rate = (value: unknown) => ({ rate: { rate: { value } } });
const many = Array.from({ length: 21 }, (_, index) => `order_${index}`);

/** Values that Slack's client prevents, or that a form of ours would not contain. */
const SENT: readonly (readonly [string, object, string, string])[] = [
  ['a rate of zero', rate('0'), 'rate', 'Enter 1–100'],
  ['a rate above the bound', rate('101'), 'rate', 'Enter 1–100'],
  ['a rate with a fraction', rate('1.5'), 'rate', 'Enter 1–100'],
  ['a rate below zero', rate('-3'), 'rate', 'Enter 1–100'],
  ['a rate in other notation', rate('1e2'), 'rate', 'Enter 1–100'],
  ['a rate in words', rate('fast'), 'rate', 'Enter 1–100'],
  [
    'a type of another resource',
    types('attendee_checkin'),
    TYPES,
    '"attendee_checkin" isn\'t a type of orders.',
  ],
  [
    'a line to read among the types',
    types('order_created', 'line:more'),
    TYPES,
    'Remove the entry',
  ],
  ['more types than a request names', types(...many), TYPES, 'Pick at most 20 types'],
  ['a type twice', types('order_created', 'order_created'), TYPES, 'Remove one.'],
  [
    'a window that there is not',
    { window: { window: option('x') } },
    'window',
    'Pick a time range',
  ],
  ['no window', { window: { window: { selected_option: null } } }, 'window', 'Pick a time range'],
  ['no field for the window', { window: undefined }, 'resource', 'to show the Last updated field'],
  ['no pickers for the window', { before_date: undefined }, 'window', 'Pick the time range again'],
  [
    'no date',
    { after_date: { after_date: { selected_date: null } } },
    'after_date',
    'Pick a date.',
  ],
  [
    'a date of no calendar',
    { after_date: { after_date: { selected_date: '2024-02-31' } } },
    'after_date',
    "isn't a date and time",
  ],
  [
    'types of the resource before',
    { [TYPES]: undefined, 'webhook_types:contacts': {} },
    'resource',
    'to show its types',
  ],
  ['no field for event ids', { event_ids: undefined }, 'resource', 'to show the Event IDs field'],
  [
    'no field for the configuration',
    { [CONFIGURATION]: undefined },
    'organization',
    'Pick the organization again',
  ],
  [
    'a configuration of another organization',
    { organization: { organization: option('5102') } },
    CONFIGURATION,
    'belongs to another organization',
  ],
  [
    'a resource that doo lacks',
    { resource: { resource: option('tickets') } },
    'resource',
    'from the list',
  ],
  [
    'a line as organization',
    { organization: { organization: option('line:info') } },
    'organization',
    'from the list',
  ],
  [
    'a reason too long',
    { reason: { reason: { value: 'x'.repeat(501) } } },
    'reason',
    'too long for the card',
  ],
  [
    'a ticket too long',
    { ticket: { ticket: { value: `https://${'x'.repeat(200)}` } } },
    'ticket',
    'at most 200',
  ],
];

test.for(SENT)('%s is refused at a field of the view', async ([, changed, block, words]) => {
  if (recorded === undefined) throw new Error('nothing was recorded');
  const body = changedInteraction(recorded.body, (payload) => {
    const view = objectAt(payload, 'view');
    const values = objectAt(objectAt(view, 'state'), 'values');
    const reason = { reason: { reason: { value: good.reason } } };
    return {
      ...payload,
      view: { ...view, state: { values: { ...values, ...reason, ...changed } } },
    };
  });
  const { delivery, text } = await product().slack.client.redeliver({ ...recorded, body });
  expect(delivery).toMatchObject({ status: 200, late: false });
  const answer = JSON.parse(text ?? '{}');
  expect(answer.response_action).toBe('errors');
  expect(answer.errors[block]).toContain(words);
  expect(answer.errors[block]).toMatch(/^[^a-z].*\.$/);
});

test('the tables list more than forty invalid inputs', () => {
  expect(ENTERED.length + SENT.length).toBeGreaterThan(40);
});

function objectAt(object: JsonObject, name: string): JsonObject {
  const value = object[name] ?? null;
  if (!isJsonObject(value)) throw new Error(`No object ${name}`);
  return value;
}
