import { RESOURCE_NAMES, RESOURCES, sentTypeName } from '@doo-repush/core/doo/resources';
import {
  MAX_AGO_S,
  MAX_EVENTS,
  MAX_RATE_PER_MIN,
  MAX_REASON_CHARS,
  MAX_TICKET_CHARS,
  type RepushRequest,
  repushRequestSchema,
} from '@doo-repush/core/repush/request';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyRequest, ordersRequest } from '../../support/any-request.ts';

const base = {
  resource: 'orders',
  eventIds: ['41231'],
  organizationId: '7701',
  configuration: { kind: 'one', id: 'c0ffee' },
  reason: 'CRM outage',
};

const eventIds = (count: number) => Array.from({ length: count }, (_, index) => `${41231 + index}`);

describe('repushRequestSchema', () => {
  it.each<[string, object]>([
    ['an unknown resource', { resource: 'tickets' }],
    ['a resource that every object has', { resource: 'constructor' }],
    ['no event ids where the resource needs them', { eventIds: undefined }],
    ['an empty list of event ids', { eventIds: [] }],
    ['an event id twice', { eventIds: ['41231', '41232', '41231'] }],
    ['more events than one request takes', { eventIds: eventIds(MAX_EVENTS + 1) }],
    ['event ids of a resource of the organization', { resource: 'contacts' }],
    ['an event id that is a number', { eventIds: [41231] }],
    ['an event id of 0', { eventIds: ['0'] }],
    ['an event id with a leading zero', { eventIds: ['041231'] }],
    ['an event id with a sign', { eventIds: ['-41231'] }],
    ['an event id with a line end', { eventIds: ['41231\n'] }],
    ['an event id of 16 digits', { eventIds: ['1234567890123456'] }],
    ['an event id in other digits', { eventIds: ['٤١٢'] }],
    ['a time ago of an end that is open', { ago: { after: 7_200 } }],
    [
      'a time ago of more than ten years',
      { window: { after: '2026-11-20 14:30:00' }, ago: { after: MAX_AGO_S + 1 } },
    ],
    ['no organization', { organizationId: undefined }],
    ['an organization id that no number can hold', { organizationId: '9007199254740992' }],
    ['an organization id of 17 digits', { organizationId: '12345678901234567' }],
    ['a configuration that is left out', { configuration: undefined }],
    ['a configuration without an id', { configuration: { kind: 'one' } }],
    ['a configuration with an empty id', { configuration: { kind: 'one', id: '' } }],
    ['a configuration id too long for a choice', { configuration: one('c'.repeat(76)) }],
    ['a configuration id with a blank', { configuration: one('c0 ffee') }],
    ['one configuration with the id of all', { configuration: one('*') }],
    ['all configurations with an id', { configuration: { kind: 'all', id: 'c0ffee' } }],
    ['a window that ends before it starts', window('2021-03-26 09:00:00', '2021-03-25 09:00:00')],
    ['a window of no length', window('2021-03-25 09:00:00', '2021-03-25 09:00:00')],
    ['a time in another form', window('2021-03-25T09:00:00', undefined)],
    ['a day that no month has', window('2021-02-30 09:00:00', undefined)],
    ['an hour that no day has', window('2021-02-03 24:00:00', undefined)],
    ['a window with another field', { window: { since: '2021-03-25 09:00:00' } }],
    ['a type of another resource', { webhookTypes: ['attendee_pending'] }],
    ['a type twice', { webhookTypes: ['order_created', 'order_created'] }],
    ['an empty list of types', { webhookTypes: [] }],
    ['a rate of 0', { maxRatePerMin: 0 }],
    ['a broken rate', { maxRatePerMin: 1.5 }],
    ['a rate above what doo takes', { maxRatePerMin: MAX_RATE_PER_MIN + 1 }],
    ['no reason', { reason: undefined }],
    ['a reason of blanks', { reason: ' \n\t\u00a0' }],
    ['a reason that is too long', { reason: 'r'.repeat(MAX_REASON_CHARS + 1) }],
    ['an empty ticket', { ticket: ' ' }],
    ['a ticket that is too long', { ticket: 't'.repeat(MAX_TICKET_CHARS + 1) }],
    ['a field that no request has', { apiKey: 'placeholder' }],
  ])('refuses %s', (_, change) => {
    const input = Object.fromEntries(
      Object.entries({ ...base, ...change }).filter(([, value]) => value !== undefined),
    );
    expect(repushRequestSchema.safeParse(base).success).toBe(true);
    expect(repushRequestSchema.safeParse(input).success).toBe(false);
  });

  it('refuses a type that reaches doo twice under two names', () => {
    const types = ['event_created', 'on_event_created'];
    const input = { ...base, resource: 'events', eventIds: undefined };
    const withTypes = (webhookTypes: string[]) =>
      repushRequestSchema.safeParse(JSON.parse(JSON.stringify({ ...input, webhookTypes }))).success;
    expect(types.map((type) => withTypes([type]))).toEqual([true, true]);
    expect(withTypes(types)).toBe(false);
  });

  it.each([
    ['eventIds', 'an event id stands twice', { eventIds: ['41231', '41231'] }],
    ['webhookTypes', 'a type stands twice', { webhookTypes: ['order_created', 'order_created'] }],
    ['webhookTypes', 'a type that is not of orders', { webhookTypes: ['attendee_pending'] }],
    [
      'window',
      'the window ends before it starts',
      window('2021-03-26 09:00:00', '2021-03-25 09:00:00'),
    ],
  ])('names the invalid field: %s, %s', (path, message, more) => {
    const { error } = repushRequestSchema.safeParse({ ...base, ...more });
    expect(error?.issues).toMatchObject([{ path: [path], message }]);
  });

  it.each([
    ['start', window('2021-03-26 09:00:00', undefined)],
    ['end', window(undefined, '2021-03-25 09:00:00')],
  ])('takes a window with only a(n) %s', (_, more) => {
    expect(repushRequestSchema.safeParse({ ...base, ...more }).success).toBe(true);
  });

  it('takes every resource in the table', () => {
    for (const resource of RESOURCE_NAMES) {
      const ids = RESOURCES[resource].scope === 'event_id' ? { eventIds: ['41231'] } : {};
      const { eventIds: _, ...others } = base;
      expect(repushRequestSchema.safeParse({ ...others, resource, ...ids }).success).toBe(true);
    }
  });

  it('takes exactly as many events as one request may name', () => {
    expect(ordersRequest({ eventIds: eventIds(MAX_EVENTS) })).toMatchObject({ resource: 'orders' });
  });

  it('trims a reason', () => {
    expect(ordersRequest({ reason: ' outage \n' }).reason).toBe('outage');
  });

  it('accepts no impossible request, whatever the input', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const parsed = repushRequestSchema.safeParse(input);
        if (parsed.success) expectPossible(parsed.data);
      }),
      { numRuns: 500 },
    );
  });

  it('parses its own output unchanged', () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        expectPossible(request);
        expect(repushRequestSchema.parse(JSON.parse(JSON.stringify(request)))).toEqual(request);
      }),
      { numRuns: 100 },
    );
  });
});

/** A valid request with some fields replaced by arbitrary values, so that many are nearly valid. */
const anyInput = fc
  .tuple(
    anyRequest,
    fc.dictionary(
      fc.constantFrom(
        'resource',
        'eventIds',
        'organizationId',
        'configuration',
        'window',
        'webhookTypes',
        'maxRatePerMin',
        'reason',
        'other',
      ),
      fc.oneof(
        fc.anything(),
        fc.constantFrom(...RESOURCE_NAMES),
        fc.array(fc.constantFrom('41231', '0', '41232', 'order_created', 'x')),
        fc.constantFrom('7701', '9007199254740993', '2021-03-25 09:00:00'),
        fc.record({ kind: fc.constantFrom('one', 'all'), id: fc.string() }),
        fc.record({ after: fc.constant('2021-02-31 09:00:00'), before: fc.string() }),
      ),
      { maxKeys: 2 },
    ),
  )
  .map(([request, change]) => ({ ...request, ...change }));

function expectPossible(request: RepushRequest): void {
  const { scope, hookPrefix } = RESOURCES[request.resource];
  expect('eventIds' in request).toBe(scope === 'event_id');
  const ids = 'eventIds' in request ? request.eventIds : ['1'];
  expect(ids.length).toBeGreaterThan(0);
  expect(ids.length).toBeLessThanOrEqual(MAX_EVENTS);
  expect(new Set(ids.map(Number)).size).toBe(ids.length);
  for (const id of [...ids, request.organizationId]) {
    expect(Number.isSafeInteger(Number(id)) && Number(id) > 0).toBe(true);
    expect(String(Number(id))).toBe(id);
  }
  expect(request.reason.trim()).not.toBe('');
  expect(request.reason.length).toBeLessThanOrEqual(MAX_REASON_CHARS);
  const { after, before } = request.window ?? {};
  for (const time of [after, before])
    if (time !== undefined)
      expect(Number.isNaN(Date.parse(`${time.replace(' ', 'T')}Z`))).toBe(false);
  if (after !== undefined && before !== undefined) expect(after < before).toBe(true);
  const types = request.webhookTypes ?? [];
  for (const type of types) expect(type.replace('on_', '').startsWith(hookPrefix)).toBe(true);
  expect(new Set(types.map((type) => sentTypeName(request.resource, type))).size).toBe(
    types.length,
  );
  if (request.configuration.kind === 'one') expect(request.configuration.id.trim()).not.toBe('');
}

function one(id: string): object {
  return { kind: 'one', id };
}

function window(after: string | undefined, before: string | undefined): object {
  return { window: { ...(after && { after }), ...(before && { before }) } };
}
