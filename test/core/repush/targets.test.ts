import { repushRequestSchema } from '@doo-repush/core/repush/request';
import { RESOURCE_NAMES, RESOURCES } from '@doo-repush/core/repush/resources';
import { initBody, targetsOf } from '@doo-repush/core/repush/targets';
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

describe('targetsOf', () => {
  it('makes one target an event, in the order of the request', () => {
    expect(targetsOf(ordersRequest({ eventIds: ['41232', '41231'] }))).toEqual([
      { number: 1, eventId: '41232' },
      { number: 2, eventId: '41231' },
    ]);
  });

  it('makes one target of a request for the organization', () => {
    const { eventIds: _, ...others } = { eventIds: [], ...ordersRequest() };
    expect(targetsOf(repushRequestSchema.parse({ ...others, resource: 'contacts' }))).toEqual([
      { number: 1 },
    ]);
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
      const bodies = targetsOf(request).map((target) => initBody(request, target));
      expect(bodies).toEqual([
        {
          ...(isOfEvents ? { event_id: 41231 } : { organization_id: 7701 }),
          webhook_configuration_id: 'c0ffee',
        },
      ]);
    },
  );

  it('carries window, types and rate when the request has them', () => {
    const request = ordersRequest({
      window: { after: '2021-03-25 09:00:00', before: '2021-03-26 09:00:00' },
      webhookTypes: ['order_created'],
      maxRatePerMin: 40,
    });
    expect(initBody(request, { number: 1, eventId: '41231' })).toEqual({
      event_id: 41231,
      webhook_configuration_id: 'c0ffee',
      webhook_type: ['order_created'],
      last_updated_after: '2021-03-25 09:00:00',
      last_updated_before: '2021-03-26 09:00:00',
      max_rate_per_min: 40,
    });
  });

  it('names types as the init call takes them', () => {
    const { eventIds: _, ...others } = { eventIds: [], ...ordersRequest() };
    const types = { resource: 'events', webhookTypes: ['event_created', 'event_other'] };
    const request = repushRequestSchema.parse({ ...others, ...types });
    expect(initBody(request, { number: 1 }).webhook_type).toEqual([
      'on_event_created',
      'event_other',
    ]);
  });

  it('leaves the configuration out for "all" and for nothing else', () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        const { configuration } = request;
        for (const target of targetsOf(request)) {
          const body = JSON.parse(JSON.stringify(initBody(request, target)));
          expect(body.webhook_configuration_id).toBe(
            configuration.kind === 'all' ? undefined : configuration.id,
          );
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
