import { describe, expect, it } from 'vitest';
import { draftOf, read, wordsOf } from './context.ts';
import { BODY, expectPartNamed, guideLine } from './curl-line.ts';

describe('the body of a curl line', () => {
  it('fills every field of the body in', () => {
    const body = {
      event_id: '41231',
      organization_id: 123,
      webhook_configuration_id: 12,
      webhook_type: ['order_created', 'order_cancelled'],
      last_updated_after: '2026-11-20 09:00:00',
      last_updated_before: '2026-11-21 10:00:01',
      max_rate_per_min: 50,
    };
    expect(draftOf(guideLine(JSON.stringify(body)))).toEqual({
      resource: 'orders',
      eventIds: ['41231'],
      organization: '123',
      configurationId: '12',
      window: { after: '2026-11-20 09:00:00', before: '2026-11-21 10:01:00' },
      webhookTypes: ['order_created', 'order_cancelled'],
      maxRatePerMin: 50,
    });
  });

  it('takes at most as many event IDs as one request may name', () => {
    const body = (count: number) =>
      guideLine(JSON.stringify({ event_id: Array.from({ length: count }, (_, at) => at + 1) }));
    expect(draftOf(body(50)).eventIds).toHaveLength(50);
    expect(read(body(51))).toMatchObject({
      draft: { resource: 'orders', open: ['eventIds'] },
      faults: ['The body of the curl line has an unusable event_id.'],
    });
  });

  it('says how many fields it ignored', () => {
    const notes = wordsOf(read(guideLine('{"event_id": 41231, "a": 1, "b": 2}')));
    expect(notes).toContain('2 fields of the body that a repush does not have were left out.');
    expect(wordsOf(read(guideLine(BODY)))).not.toContain('of the body that');
  });

  it('keeps what it could read when other parts are invalid', () => {
    const body = '{"event_id": [41231, 41232], "organization_id": 12, "max_rate_per_min": -1}';
    expect(read(guideLine(body))).toMatchObject({
      draft: {
        resource: 'orders',
        eventIds: ['41231', '41232'],
        organization: '12',
        open: ['maxRatePerMin'],
      },
    });
  });

  it.each<[string, string, string, string?]>([
    ['an event id that is none', guideLine('{"event_id": 1.5}'), 'an unusable event_id', 'orders'],
    ['no event id', guideLine('{"event_id": []}'), 'an unusable event_id', 'orders'],
    [
      'an event id among others that is none',
      guideLine('{"event_id": [41231, true]}'),
      'an unusable event_id',
      'orders',
    ],
    [
      'a configuration in a list with another',
      guideLine('{"webhook_configuration_id": ["a", "b"]}'),
      'an unusable webhook_configuration_id',
      'orders',
    ],
    ['no type', guideLine('{"webhook_type": []}'), 'an unusable webhook_type', 'orders'],
    [
      'a type among others that is none',
      guideLine('{"webhook_type": ["order_created", "a b"]}'),
      'an unusable webhook_type',
      'orders',
    ],
    [
      'a type with more around it',
      guideLine('{"webhook_type": ["-order_created"]}'),
      'an unusable webhook_type',
      'orders',
    ],
    [
      'an organization id with more around it',
      guideLine('{"organization_id": "x12"}'),
      'an unusable organization_id',
      'orders',
    ],
    [
      'an organization id with more behind it',
      guideLine('{"organization_id": "12x"}'),
      'an unusable organization_id',
      'orders',
    ],
    [
      'a rate with more behind it',
      guideLine('{"max_rate_per_min": "40x"}'),
      'an unusable max_rate_per_min',
      'orders',
    ],
    [
      'a time in a list',
      guideLine('{"last_updated_after": ["2026-11-20 09:00:00"]}'),
      'an unusable last_updated_after',
      'orders',
    ],
    [
      'a configuration id that is none',
      guideLine('{"event_id": 41231, "webhook_configuration_id": "a b"}'),
      'an unusable webhook_configuration_id',
      'orders 41231',
    ],
    [
      'an organization id that is none',
      guideLine('{"organization_id": "x"}'),
      'an unusable organization_id',
      'orders',
    ],
    [
      'a type that is none',
      guideLine('{"webhook_type": {"a": 1}}'),
      'an unusable webhook_type',
      'orders',
    ],
    [
      'a type of another resource',
      guideLine('{"webhook_type": "attendee_checkin"}'),
      'not of orders',
      'orders',
    ],
    [
      'a time that is none',
      guideLine('{"last_updated_after": "2 hours"}'),
      'an unusable last_updated_after',
      'orders',
    ],
    [
      'a time in the future',
      guideLine('{"last_updated_after": "2099-11-20 09:00:00"}'),
      'in the future',
      'orders',
    ],
    [
      'a rate that is none',
      guideLine('{"max_rate_per_min": -1}'),
      'an unusable max_rate_per_min',
      'orders',
    ],
    [
      'a rate over the cap',
      guideLine('{"event_id": 41231, "max_rate_per_min": 500}'),
      '"rate:500" cannot be used',
      'orders 41231 rate:100',
    ],
  ])('names %s without showing the secrets of the line', (_, line, words) => {
    expectPartNamed(read(line), words);
  });
});
