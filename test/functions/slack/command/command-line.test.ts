import { submit } from '@doo-repush/sandbox/driver';
import { findElement } from '@doo-repush/sandbox/slack/blocks/parts';
import { objectsIn, stringAt } from '@doo-repush/sandbox/slack/json';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { commandAnswer } from '../../../support/command-answer.ts';
import { formHead, formValues } from '../../../support/command-form.ts';
import { failedDeliveries } from '../../../support/failed-deliveries.ts';
import { productForFile } from '../../../support/product-for-file.ts';
import { ANSWERS_KEPT_MS, toldBy } from '../../../support/requests.ts';

const product = productForFile();

beforeEach(() => {
  product().clock.advance(ANSWERS_KEPT_MS);
  // What the ledger remembers would fill the form in as well.
  product().slack.workspace.state.messages[people.approvals] = [];
});
afterEach(async () => {
  const { client } = product().slack;
  const view = client.openView(people.requester);
  if (view !== undefined) await client.close(people.requester, view.view.id);
  expect(failedDeliveries(product())).toEqual([]);
});

/** What a person was told privately when the line opened the form. */
async function openedBy(line: string): Promise<string> {
  const words = await commandAnswer(product(), people.requester, line);
  expect(product().slack.client.openView(people.requester)).toBeDefined();
  return words;
}

const filledIn = () => formValues(product(), people.requester);
const headOf = () => formHead(product(), people.requester);

describe('a command line fills in exactly what it gives', () => {
  test.for([
    ['', {}],
    ['invitees', { resource: 'invitees' }],
    ['41231 41232', { event_ids: '41231 41232' }],
    ['41231 rate:40', { event_ids: '41231', rate: '40' }],
    ['41231 reason:"CRM outage"', { event_ids: '41231', reason: 'CRM outage' }],
    ['ticket:SUP-4411', { ticket: 'SUP-4411' }],
    ['events types:event_created', { resource: 'events', webhook_types: ['event_created'] }],
    ['org:5102', { organization: '5102' }],
    ['org:acme', { organization: '5101' }],
    ['org:"globex EVENTS"', { organization: '5102' }],
    ['since:2026-10-01T08:30', { window: 'since', after_date: '2026-10-01', after_time: '08:30' }],
    [
      'until:2026-10-01T17:45',
      { window: 'until', before_date: '2026-10-01', before_time: '17:45' },
    ],
    [
      'since:2026-10-01 until:2026-10-02T17:00',
      {
        window: 'between',
        after_date: '2026-10-01',
        after_time: '00:00',
        before_date: '2026-10-02',
        before_time: '17:00',
      },
    ],
    [
      'attendees 41231 types:attendee_checkin,attendee_cancelled rate:7 reason:"Lost" ticket:https://desk.example/4411 org:initech since:2026-10-01',
      {
        organization: '5103',
        resource: 'attendees',
        event_ids: '41231',
        webhook_types: ['attendee_checkin', 'attendee_cancelled'],
        rate: '7',
        reason: 'Lost',
        ticket: 'https://desk.example/4411',
        window: 'since',
        after_date: '2026-10-01',
        after_time: '00:00',
      },
    ],
  ] as const)('%s', async ([line, expected]) => {
    expect(await openedBy(line)).toBe('');
    expect(filledIn()).toEqual({ resource: 'orders', ...expected });
  });

  test('relative times become local times in doo’s zone', async () => {
    await openedBy('41231 since:2h until:30m');
    const { after_date: date, after_time: time, window } = filledIn();
    expect(window).toBe('between');
    const zone = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'Europe/Berlin',
      dateStyle: 'short',
      timeStyle: 'short',
    });
    const twoHoursAgoMs = product().clock.now() - 2 * 3_600_000;
    const near = [twoHoursAgoMs - 60_000, twoHoursAgoMs].map((atMs) => zone.format(atMs));
    expect(near).toContain(`${date} ${time}`);
  });

  test('a matching organization is shown by name and passed to look-ups', async () => {
    await openedBy('org:acme');
    const record = product().slack.client.openView(people.requester);
    const element = findElement(record?.view.blocks ?? [], 'organization')?.element;
    expect(element?.initial_option).toMatchObject({ text: { text: 'Acme Conferences' } });
    expect(record?.view.blocks.map((block) => block.block_id)).toContain('configuration:5101');
  });
});

describe('a value that is filled in differently from how it was typed is reported next to the form', () => {
  test.for([
    ['until:2026-10-01', 'takes in that whole day: before 00:00 on 2 October 2026.'],
    ['org:zebra', 'No organization matches "zebra". Pick one in the form.'],
    ['org:<!channel>', 'No organization matches "'],
    [
      'org:e',
      '3 organizations match "e" (Acme Conferences, Globex Events, Initech Meetups). Pick one in the form.',
    ],
  ] as const)('%s', async ([line, words]) => {
    const told = await openedBy(`41231 ${line}`);
    expect(told).toContain(words);
    expect(told).not.toContain('<!channel>');
    expect(filledIn()).toMatchObject({ resource: 'orders', event_ids: '41231' });
    expect(filledIn()).not.toHaveProperty('organization');
  });
});

describe('the curl line of the old guide', () => {
  const curl = (body: object, resource = 'orders') =>
    `curl -X POST https://rest.doo.net/v1/webhooks/init/${resource} -H 'x-api-key: placeholder-api-key' -H 'Authorization: Bearer placeholder-access-token' -d '${JSON.stringify(body)}'`;

  test('fills in the form without its token and key, and advises the person', async () => {
    const told = await openedBy(
      curl({ event_id: 41231, webhook_configuration_id: 'c0ffee-12', max_rate_per_min: 40 }),
    );
    expect(told).toMatch(/token/i);
    expect(told).toMatch(/revoked/);
    expect(filledIn()).toEqual({
      resource: 'orders',
      event_ids: '41231',
      configuration: 'c0ffee-12',
      rate: '40',
    });
    const { view } = product().slack.client.openView(people.requester) ?? {};
    expect(JSON.stringify([view, told])).not.toContain('placeholder-a');
  });

  test('keeps its configuration when the organization is chosen afterwards', async () => {
    await openedBy(curl({ event_id: 41231, webhook_configuration_id: 'c0ffee-12' }));
    await choose('organization', 'Acme');
    expect(filledIn()).toMatchObject({ organization: '5101', configuration: 'c0ffee-12' });
    await choose('organization', 'Globex');
    expect(filledIn()).not.toHaveProperty('configuration');
  });

  test('finds its organization by ID', async () => {
    await openedBy(curl({ organization_id: 5102 }, 'contacts'));
    expect(filledIn()).toEqual({ resource: 'contacts', organization: '5102' });
  });

  test('never chooses all configurations', async () => {
    const told = await openedBy(curl({ event_id: 41231, webhook_configuration_id: '*' }));
    expect(told).toContain("* isn't the ID of a system.");
    expect(filledIn()).not.toHaveProperty('configuration');
  });

  test('warns about its token even if no form opens', async () => {
    const { faults } = product().slack;
    const line = curl({ event_id: 41231 });
    faults.add({ method: 'views.open', fault: 'http_500' });
    const told = await commandAnswer(product(), people.requester, line);
    expect(told).toContain("The form couldn't open.");
    expect(told).toMatch(/revoked/);
    expect(await commandAnswer(product(), people.guest, line)).toMatch(/You may not ask.*revoked/s);
  });
});

test('a filled-in line is a request as soon as organization and configuration are chosen', async () => {
  await openedBy(
    '41231 since:2026-10-01 until:2026-10-02T23:30 rate:40 reason:"CRM outage" org:acme',
  );
  await choose('configuration', 'CRM production');
  expect((await submit(product(), people.requester)).outcome).toBe('closed');
  await product().lambda.idle();
  const input = JSON.parse(product().lambda.executions().at(-1)?.input ?? 'null');
  expect(input.request).toMatchObject({
    organizationId: '5101',
    eventIds: ['41231'],
    window: { after: '2026-10-01 00:00:00', before: '2026-10-02 23:30:00' },
    maxRatePerMin: 40,
    reason: 'CRM outage',
  });
});

describe('a part that cannot be read is named at the head of the form and left open', () => {
  test.for([
    ['41231 snice:2h', 'Did you mean since:?', { event_ids: '41231', window: 'since' }],
    ['orders 41231 rate:4000', '"rate:4000" cannot be used.', { event_ids: '41231' }],
    ['contacts 41231', 'without event IDs.', { event_ids: '41231' }, 'resource'],
    ['orders contacts', 'names more than one resource', {}, 'resource'],
    ['orders 41231 tomorrow', '"tomorrow" is not an event ID.', { event_ids: '41231' }],
    ['orders 0', '"0" is not an event ID.', {}],
    ['41,231', '41,231 may be one number. Write 41231, or put a space between two IDs.', {}],
    ['41231 rate:40 50', '"rate:40 50" cannot be used.', { event_ids: '41231' }],
    ['41231 since:3/4', 'It may be 3 April', { event_ids: '41231', window: 'since' }],
    [
      '41231 since:2026-10-01T08:30 until:bald',
      '"until:bald" cannot be used.',
      { event_ids: '41231', window: 'between', after_date: '2026-10-01', after_time: '08:30' },
    ],
  ] as const)('%s', async ([line, words, expected, open]) => {
    const told = await openedBy(line);
    const head = headOf();
    expect(head).toContain("I didn't understand all of that.");
    expect(head).toContain(words.replaceAll('>', '&gt;'));
    expect(told).toBe(head);
    expect(filledIn()).toEqual({
      ...(open === undefined && { resource: 'orders' }),
      ...expected,
    });
  });

  test.for([
    ['41231 rate:fast', 'rate'],
    ['41231 types:paid', 'webhook_types:orders'],
    ['41231 ticket:', 'ticket'],
  ] as const)('also a field that may otherwise stay empty: %s', async ([line, blockId]) => {
    await openedBy(line);
    const blockOf = () =>
      product()
        .slack.client.openView(people.requester)
        ?.view.blocks.find((block) => block.block_id === blockId);
    expect(blockOf()).toMatchObject({ optional: false });
    await choose('organization', 'Acme');
    expect(blockOf()).toMatchObject({ optional: false });
    expect(headOf()).toContain("I didn't understand all of that.");
  });

  test('the resource is required until one is chosen', async () => {
    await openedBy('orders contacts reason:CRM down');
    await choose('organization', 'Acme');
    expect(filledIn()).toEqual({ organization: '5101', reason: 'CRM down' });
    const { client } = product().slack;
    const record = client.openView(people.requester);
    const menu = record && findElement(record.view.blocks, 'resource');
    const [, contacts] = objectsIn(menu?.element.options).filter((each) =>
      /orders|contacts/.test(stringAt(each, 'value') ?? ''),
    );
    const at = { blockId: 'resource', actionId: 'resource' };
    await client.choose(people.requester, record?.view.id ?? '', at, contacts ?? '');
    expect(filledIn()).toMatchObject({ resource: 'contacts', reason: 'CRM down' });
  });
});

describe('a configuration named in a command line', () => {
  test.for(['CRM production', 'crm  PRODUCTION', 'config:"CRM production"'])(
    'is filled in where one is meant: %s',
    async (typed) => {
      const line = typed.startsWith('config:') ? typed : `config:${typed}`;
      expect(await openedBy(`41231 ${line} org:acme rate:40`)).toBe('');
      expect(headOf()).toBe('');
      expect(filledIn()).toMatchObject({ organization: '5101', event_ids: '41231', rate: '40' });
      const shown = filledIn().configuration;
      expect(shown).toMatch(/^[0-9a-f-]{36}$/);
      await choose('configuration', 'CRM production');
      expect(filledIn().configuration).toBe(shown);
    },
  );

  test('is named at the head of the form if it is ambiguous', async () => {
    await openedBy('41231 org:acme config:o');
    expect(headOf()).toContain('Pick the system: "o".');
    expect(filledIn()).not.toHaveProperty('configuration');
  });

  test('is named at the head of the form if doo does not respond in time', async () => {
    await product().doo.faults.set('list', { kind: 'hang' });
    await openedBy('41231 org:globex config:CRM');
    expect(headOf()).toContain('Pick the system: "CRM".');
    expect(filledIn()).toMatchObject({ organization: '5102', event_ids: '41231' });
    await product().doo.faults.clear();
  });
});

describe('a line of which nothing is understood', () => {
  test.for([
    ['#41231', { event_ids: '41231' }],
    ['41231-41232', { event_ids: '41231 41232' }],
    ['foo bar', {}],
  ] as const)('%s is answered with a button that opens the form', async ([line, expected]) => {
    const told = await commandAnswer(product(), people.requester, line);
    expect(told).toContain('Did you mean');
    expect(product().slack.client.openView(people.requester)).toBeUndefined();
    await pressOpenThisForm();
    expect(filledIn()).toEqual({ resource: 'orders', ...expected });
  });

  test.for(['history until:soon', 'export orders'])('%s has no form to open', async (line) => {
    await commandAnswer(product(), people.requester, line);
    const [answer] = product().slack.client.ephemerals(people.requester).slice(-1);
    expect(JSON.stringify(answer)).not.toContain('open_line');
  });
});

async function pressOpenThisForm(): Promise<void> {
  const { client } = product().slack;
  const [answer] = client.ephemerals(people.requester).slice(-1);
  if (answer === undefined) throw new Error('nothing was answered');
  await client.click(people.requester, answer, 'open_line');
}

async function choose(actionId: string, query: string): Promise<void> {
  const { client } = product().slack;
  const record = client.openView(people.requester);
  const block = record && findElement(record.view.blocks, actionId)?.block;
  const at = { blockId: stringAt(block ?? {}, 'block_id') ?? '', actionId };
  const viewId = record?.view.id ?? '';
  const { options } = await client.suggest(people.requester, viewId, at, query);
  const [first] = objectsIn(options);
  await toldBy(product(), people.requester, () =>
    client.choose(people.requester, viewId, at, first ?? ''),
  );
}
