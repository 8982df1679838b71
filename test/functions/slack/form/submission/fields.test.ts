import {
  type Entries,
  enter,
  offers,
  openForm,
  openMoreOptions,
  submit,
} from '@doo-repush/sandbox/driver';
import { findElement } from '@doo-repush/sandbox/slack/blocks/parts';
import { isShownOnPhone } from '@doo-repush/sandbox/slack/client/phone';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { afterEach, describe, expect, test } from 'vitest';
import { failedDeliveries } from '../../../../support/failed-deliveries.ts';
import { acmeOrders } from '../../../../support/product.ts';
import { productForFile } from '../../../../support/product-for-file.ts';
import { changedInteraction } from '../../../../support/raw-delivery.ts';
import { ANSWERS_KEPT_MS } from '../../../../support/requests.ts';

const product = productForFile();

afterEach(() => expect(failedDeliveries(product())).toEqual([]));

/** The request that a form with these entries starts. */
async function requestOf(entries: Entries): Promise<Record<string, unknown>> {
  await openForm(product(), people.requester);
  await enter(product(), people.requester, entries);
  const { outcome, errors } = await submit(product(), people.requester);
  expect({ outcome, errors }).toEqual({ outcome: 'closed', errors: {} });
  await product().lambda.idle();
  return JSON.parse(product().lambda.executions().at(-1)?.input ?? 'null').request;
}

const { eventIds: _ofEvents, ...acme } = acmeOrders;

describe('what the fields hold is the request', () => {
  test.for([
    ['invitees', { eventIds: '41231', configuration: 'All systems' }],
    ['attendees', { eventIds: '41231, 41232' }],
    ['events', {}],
    ['contacts', {}],
  ] as const)('of each resource: %s', async ([resource, more]) => {
    const request = await requestOf({ ...acme, resource, ...more });
    expect(request).toMatchObject({ resource, organizationId: '5101' });
    expect('eventIds' in request).toBe('eventIds' in more);
  });

  test.for([
    ['41\u200b231 \u202a41232\u202c', ['41231', '41232']],
    ['\u00ad41231\ufeff', ['41231']],
  ] as const)('without what came along unseen: %j', async ([eventIds, ids]) => {
    const ticket = 'ops_\u200bteam_\u200b#12\u2011a';
    const request = await requestOf({ ...acmeOrders, eventIds, ticket });
    expect(request).toMatchObject({ eventIds: ids, ticket: 'ops_team_#12-a' });
  });

  test('with everything that doo takes', async () => {
    expect(
      await requestOf({
        ...acmeOrders,
        eventIds: '41231 https://doo.example/events/41232/overview 41231',
        window: {
          kind: 'between',
          after: { date: '2024-03-01' },
          before: { date: '2024-03-02', time: '17:45' },
        },
        webhookTypes: ['order_cancelled', 'order_created'],
        maxRatePerMin: 40,
        ticket: ' https://desk.example/tickets/4411 ',
      }),
    ).toEqual({
      resource: 'orders',
      organizationId: '5101',
      configuration: { kind: 'one', id: expect.any(String) },
      eventIds: ['41231', '41232'],
      window: { after: '2024-03-01 00:00:00', before: '2024-03-02 17:45:00' },
      webhookTypes: ['order_cancelled', 'order_created'],
      maxRatePerMin: 40,
      reason: 'CRM outage on Friday',
      ticket: 'https://desk.example/tickets/4411',
    });
  });

  test('with nothing that was left open', async () => {
    expect(await requestOf(acmeOrders)).toEqual({
      resource: 'orders',
      organizationId: '5101',
      configuration: { kind: 'one', id: expect.any(String) },
      eventIds: ['41231'],
      reason: 'CRM outage on Friday',
    });
  });

  test.for([
    [
      { kind: 'since', after: { date: '2024-03-01', time: '09:30' } },
      { after: '2024-03-01 09:30:00' },
    ],
    [{ kind: 'until', before: { date: '2024-03-01' } }, { before: '2024-03-01 23:59:59' }],
    [
      { kind: 'until', before: { date: '2024-03-01', time: '00:00' } },
      { before: '2024-03-01 00:00:00' },
    ],
  ] as const)('with the window %j', async ([window, expected]) => {
    expect((await requestOf({ ...acmeOrders, window })).window).toEqual(expected);
  });

  test('all configurations are no id, and the form warns of them', async () => {
    await openForm(product(), people.requester);
    await enter(product(), people.requester, {
      ...acmeOrders,
      configuration: 'All systems',
    });
    const { view } = product().slack.client.openView(people.requester) ?? {};
    expect(JSON.stringify(view?.blocks)).toContain('*All systems* of this organization');
    await submit(product(), people.requester);
    await product().lambda.idle();
    const input = JSON.parse(product().lambda.executions().at(-1)?.input ?? 'null');
    expect(input.request.configuration).toEqual({ kind: 'all' });
  });

  test('an hour that exists twice is told to the person beside the request', async () => {
    const { client } = product().slack;
    const before = client.directMessages(people.requester).length;
    const window = { kind: 'since', after: { date: '2024-10-27', time: '02:30' } };
    expect((await requestOf({ ...acmeOrders, window })).window).toEqual({
      after: '2024-10-27 02:30:00',
    });
    const told = client.directMessages(people.requester).slice(before);
    expect(told.map(({ text }) => text).join('\n')).toMatch(
      /About the times in your request: .*happens twice in Europe\/Berlin.*doo may take the other/,
    );
  });
});

describe('another choice keeps what does not depend on it', () => {
  const values = () => product().slack.client.openView(people.requester)?.values ?? {};
  const text = (id: string) => values()[id]?.[id]?.value;

  test('and the ends of a window wait while another kind of it is chosen', async () => {
    await openForm(product(), people.requester);
    const window = {
      kind: 'between',
      after: { date: '2024-03-01', time: '09:30' },
      before: { date: '2024-03-02' },
    };
    const more = { maxRatePerMin: 40, ticket: 'SUP-4411', webhookTypes: ['order_created'] };
    await enter(product(), people.requester, { ...acmeOrders, ...more, window });
    for (const kind of ['everything', 'until', 'since'])
      await enter(product(), people.requester, { window: { kind } });
    await enter(product(), people.requester, { window: { kind: 'between' } });
    expect(values()).toMatchObject({
      after_date: { after_date: { selected_date: '2024-03-01' } },
      after_time: { after_time: { selected_time: '09:30' } },
      before_date: { before_date: { selected_date: '2024-03-02' } },
      before_time: { before_time: { selected_time: null } },
    });
    await enter(product(), people.requester, { organization: 'Globex' });
    expect([text('event_ids'), text('rate'), text('reason'), text('ticket')]).toEqual([
      '41231',
      '40',
      'CRM outage on Friday',
      'SUP-4411',
    ]);
    const types = () => values()['webhook_types:orders']?.webhook_types?.selected_options;
    expect(types()).toMatchObject([{ value: 'order_created' }]);
    await enter(product(), people.requester, { resource: 'attendees' });
    expect(values()['webhook_types:attendees']?.webhook_types?.selected_options).toEqual([]);
  });
});

describe('the rate, which is typed as text since phones show no field for a number', () => {
  const { requester } = people;
  const view = () => {
    const record = product().slack.client.openView(requester);
    if (record === undefined) throw new Error('no form is open');
    return record;
  };

  test('every field of the form is shown on phones', async () => {
    await openForm(product(), requester);
    await enter(product(), requester, acmeOrders);
    await openMoreOptions(product(), requester);
    expect(view().view.blocks.filter((block) => !isShownOnPhone(block))).toEqual([]);
  });

  test.for(['fast', '101', '1.5', '40 a minute', '4O', '0', '-1', '1e2'])(
    'is told at its field where it cannot be read, and stays as typed (%s)',
    async (typed) => {
      await openForm(product(), requester);
      await enter(product(), requester, { ...acmeOrders, maxRatePerMin: typed });
      const { outcome, errors } = await submit(product(), requester);
      expect(outcome).toBe('errors');
      expect(errors).toEqual({
        rate: 'Enter 1–100, or leave it empty.',
      });
      await enter(product(), requester, { resource: 'attendees' });
      expect(findElement(view().view.blocks, 'rate')?.element.initial_value).toBe(typed);
      expect(view().values.rate?.rate?.value).toBe(typed);
    },
  );

  test('of a form that was opened with a field for a number is read, and kept when it is rebuilt', async () => {
    const { client } = product().slack;
    await openForm(product(), requester);
    await enter(product(), requester, { ...acmeOrders, reason: ' ' });
    const asBefore = (body: string, reason: string) =>
      changedInteraction(body, ({ view: shown, ...payload }) => {
        const { state, ...others } = Object(shown);
        const rate = { rate: { type: 'number_input', value: '40' } };
        const filled = { reason: { type: 'plain_text_input', value: reason } };
        return {
          ...payload,
          view: { ...others, state: { values: { ...state.values, rate, reason: filled } } },
        };
      });
    const at = { blockId: 'resource', actionId: 'resource' };
    product().slack.faults.add({ method: 'views.update', fault: 'http_500' });
    const chosen = await client.choose(requester, view().view.id, at, 'attendees');
    if (chosen === undefined) throw new Error('nothing was delivered');
    await client.redeliver({ ...chosen, body: asBefore(chosen.body, 'CRM outage') });
    expect(findElement(view().view.blocks, 'rate')?.element).toMatchObject({
      type: 'plain_text_input',
      initial_value: '40',
    });
    const { deliveries } = await submit(product(), requester);
    const [sent] = deliveries;
    if (sent === undefined) throw new Error('nothing was delivered');
    const { text } = await client.redeliver({ ...sent, body: asBefore(sent.body, 'CRM outage') });
    expect(text).toBe('');
    await product().lambda.idle();
    const { request } = JSON.parse(product().lambda.executions().at(-1)?.input ?? 'null');
    expect(request).toMatchObject({ resource: 'attendees', maxRatePerMin: 40 });
  });
});

describe('the look-up of webhook types', () => {
  const types = (query = '') => offers(product(), people.requester, 'webhook_types', query);
  const textsOf = (found: Awaited<ReturnType<typeof types>>) => found.map(({ text }) => text);

  test.for([
    ['orders', ['order_created', 'order_cancelled']],
    [
      'attendees',
      ['attendee_pending', 'attendee_validated', 'attendee_cancelled', 'attendee_checkin'],
    ],
    ['contacts', ['Pick a system first']],
  ] as const)(
    'names those that doo documents before a configuration is chosen: %s',
    async ([resource, expected]) => {
      await openForm(product(), people.requester, resource);
      await openMoreOptions(product(), people.requester);
      expect(textsOf(await types())).toEqual(expected);
    },
  );

  test('has those of the configuration first, without what doo adds for hooks with GraphQL', async () => {
    await openForm(product(), people.requester);
    await enter(product(), people.requester, {
      organization: 'Acme',
      configuration: 'Data warehouse',
    });
    await openMoreOptions(product(), people.requester);
    const found = textsOf(await types());
    expect(found).toContain('order_created');
    expect(found.filter((type) => /[0-9a-f]{32}/.test(type))).toEqual([]);
    expect(found.every((type) => type.startsWith('order_'))).toBe(true);
    expect(textsOf(await types('cancel'))).toEqual(['order_cancelled']);
    expect(textsOf(await types('zebra'))).toEqual(['No matches for "zebra"']);
  });

  test('says what is wrong when doo fails, and still offers the documented ones', async () => {
    await openForm(product(), people.requester);
    await enter(product(), people.requester, {
      organization: 'Acme',
      configuration: 'CRM production',
    });
    await openMoreOptions(product(), people.requester);
    product().clock.advance(ANSWERS_KEPT_MS);
    await product().doo.faults.set('list', { kind: 'status_500' });
    expect(textsOf(await types())).toEqual([
      expect.stringContaining('Not loaded: doo hit an error while handling the call (500)'),
      'order_created',
      'order_cancelled',
    ]);
  });
});
