import { RESOURCE_NAMES, RESOURCES } from '@doo-repush/core/doo/resources';
import { MAX_EVENTS, MAX_TARGETS, repushRequestSchema } from '@doo-repush/core/repush/request';
import { initBody, targetsOf, tooManyTargets } from '@doo-repush/core/repush/targets';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyRequest, ordersRequest } from '../../support/any-request.ts';

const FIELDS = [
  'event_id',
  'organization_id',
  'webhook_configuration_id',
  'webhook_type',
  'last_updated_after',
  'last_updated_before',
  'max_rate_per_min',
];
const NONE = { configurationIds: [] };
const THREE = { configurationIds: ['crm', 'erp', 'kiosk'] };
const all = { configuration: { kind: 'all' } };

function ofOrganization(more: object = {}) {
  const { eventIds: _, ...others } = { eventIds: [], ...ordersRequest(more) };
  return repushRequestSchema.parse({ ...others, resource: 'contacts' });
}

describe('targetsOf', () => {
  it('makes one target per event for a single configuration, in the order of the request', () => {
    expect(targetsOf(ordersRequest({ eventIds: ['41232', '41231'] }), NONE)).toEqual([
      { number: 1, eventId: '41232', configurationId: 'c0ffee' },
      { number: 2, eventId: '41231', configurationId: 'c0ffee' },
    ]);
  });

  it('makes one target per configuration for a request on the organization', () => {
    expect(targetsOf(ofOrganization(), NONE)).toEqual([{ number: 1, configurationId: 'c0ffee' }]);
    expect(targetsOf(ofOrganization(all), THREE)).toEqual([
      { number: 1, configurationId: 'crm' },
      { number: 2, configurationId: 'erp' },
      { number: 3, configurationId: 'kiosk' },
    ]);
  });

  it('makes one target per event and configuration, except for the places left out', () => {
    const request = ordersRequest({ ...all, eventIds: ['1', '2'] });
    const placed = (leftOut: readonly number[]) =>
      targetsOf(request, { ...THREE, leftOut }).map(
        ({ number, eventId, configurationId }) => `${number} ${eventId} ${configurationId}`,
      );
    expect(placed([])).toEqual([
      ...['1 1 crm', '2 1 erp', '3 1 kiosk'],
      ...['4 2 crm', '5 2 erp', '6 2 kiosk'],
    ]);
    expect(placed([1, 3, 5])).toEqual(['1 1 erp', '2 2 crm', '3 2 kiosk']);
  });

  it('targets one configuration if one is requested, whatever others exist', () => {
    const ids = targetsOf(ordersRequest(), THREE).map(({ configurationId }) => configurationId);
    expect(ids).toEqual(['c0ffee']);
  });
});

describe('the limit of targets', () => {
  it('is a hundred calls; beyond it, says how many events fit', () => {
    expect(tooManyTargets(2, 50)).toBeUndefined();
    expect(tooManyTargets(100, undefined)).toBeUndefined();
    expect(tooManyTargets(3, 50)).toEqual({
      targets: 150,
      configurations: 3,
      events: 50,
      mostEvents: 33,
    });
    expect(tooManyTargets(101, undefined)).toMatchObject({ targets: 101, mostEvents: 0 });
  });

  it('always admits the number of events that it suggests', () => {
    const events = fc.integer({ min: 1, max: MAX_EVENTS });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), events, (configurations, asked) => {
        const fault = tooManyTargets(configurations, asked);
        if (fault === undefined) expect(configurations * asked).toBeLessThanOrEqual(MAX_TARGETS);
        else expect(tooManyTargets(configurations, fault.mostEvents)).toBeUndefined();
      }),
    );
  });
});

describe('initBody', () => {
  it.each(RESOURCE_NAMES.map((resource) => [resource]))(
    'narrows the call for %s by its scope alone, as a JSON number',
    (resource) => {
      const isOfEvents = RESOURCES[resource].scope === 'event_id';
      const { eventIds, ...others } = { eventIds: ['41231'], ...ordersRequest() };
      const request = repushRequestSchema.parse({
        ...others,
        resource,
        ...(isOfEvents && { eventIds }),
      });
      const bodies = targetsOf(request, NONE).map((target) => initBody(request, target));
      expect(bodies).toEqual([
        {
          ...(isOfEvents ? { event_id: 41231 } : { organization_id: 7701 }),
          webhook_configuration_id: 'c0ffee',
        },
      ]);
    },
  );

  it('includes window, types and rate if the request has them', () => {
    const request = ordersRequest({
      window: { after: '2021-03-25 09:00:00', before: '2021-03-26 09:00:00' },
      webhookTypes: ['order_created'],
      maxRatePerMin: 40,
    });
    expect(initBody(request, { eventId: '41231', configurationId: 'c0ffee' })).toEqual({
      event_id: 41231,
      webhook_configuration_id: 'c0ffee',
      webhook_type: ['order_created'],
      last_updated_after: '2021-03-25 09:00:00',
      last_updated_before: '2021-03-26 09:00:00',
      max_rate_per_min: 40,
    });
  });

  it('names types the way the init call expects them', () => {
    const { eventIds: _, ...others } = { eventIds: [], ...ordersRequest() };
    const types = { resource: 'events', webhookTypes: ['event_created', 'event_other'] };
    const request = repushRequestSchema.parse({ ...others, ...types });
    expect(initBody(request, { configurationId: 'c0ffee' }).webhook_type).toEqual([
      'on_event_created',
      'event_other',
    ]);
  });

  it('names a configuration in every call, and sends no undocumented field', () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        const { configuration } = request;
        const approved = configuration.kind === 'all' ? THREE.configurationIds : [configuration.id];
        for (const target of targetsOf(request, THREE)) {
          const body = JSON.parse(JSON.stringify(initBody(request, target)));
          expect(approved).toContain(body.webhook_configuration_id);
          const scoped = [body.event_id, body.organization_id].filter((it) => it !== undefined);
          expect(scoped).toEqual([Number(target.eventId ?? request.organizationId)]);
          expect(Number.isSafeInteger(scoped[0])).toBe(true);
          expect(body.last_updated_after).toBe(request.window?.after);
          expect(body.last_updated_before).toBe(request.window?.before);
          expect(body.max_rate_per_min).toBe(request.maxRatePerMin);
          expect(body.webhook_type?.length).toBe(request.webhookTypes?.length);
          expect(Object.keys(body).filter((name) => !FIELDS.includes(name))).toEqual([]);
        }
      }),
      { numRuns: 100 },
    );
  });
});
