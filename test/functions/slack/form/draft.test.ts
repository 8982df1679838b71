import { MAX_AGO_S } from '@doo-repush/core/repush/limits';
import {
  draftOfRequest,
  type FormDraft,
  WINDOW_KINDS,
  writeDraft,
} from '@doo-repush/functions/slack/form/draft';
import { readDraft } from '@doo-repush/functions/slack/form/draft-metadata';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyRequest, ordersRequest } from '../../../support/any-request.ts';
import { hostileText } from '../../../support/any-text.ts';

describe('the form that asks for a request again', () => {
  it('has every field of the request', () => {
    const request = ordersRequest({
      eventIds: ['41231', '41232'],
      window: { after: '2026-03-01 00:00:00' },
      webhookTypes: ['order_created'],
      maxRatePerMin: 40,
      ticket: 'SUP-4411',
    });
    expect(draftOfRequest(request)).toEqual({
      organizationId: '7701',
      resource: 'orders',
      configuration: { kind: 'one', id: 'c0ffee' },
      eventIds: '41231 41232',
      window: { kind: 'since', after: '2026-03-01 00:00:00' },
      webhookTypes: ['order_created'],
      maxRatePerMin: 40,
      reason: 'CRM outage',
      ticket: 'SUP-4411',
    });
  });

  it.each([
    [undefined, 'everything'],
    [{}, 'everything'],
    [{ after: '2026-03-01 00:00:00' }, 'since'],
    [{ before: '2026-03-01 00:00:00' }, 'until'],
    [{ after: '2026-03-01 00:00:00', before: '2026-03-02 00:00:00' }, 'between'],
  ] as const)('names the kind of the window %j: %s', (window, kind) => {
    expect(draftOfRequest(ordersRequest(window && { window })).window).toEqual({ kind, ...window });
  });

  it('says nothing of event ids where the resource takes none, and of nothing that was left out', () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        const draft = draftOfRequest(request);
        expect('eventIds' in draft).toBe('eventIds' in request);
        for (const name of ['webhookTypes', 'maxRatePerMin', 'ticket'] as const)
          expect(draft[name]).toEqual(request[name]);
      }),
    );
  });
});

const remembered: fc.Arbitrary<FormDraft> = fc.record(
  {
    resource: fc.constantFrom('orders', 'contacts'),
    organizationId: fc.nat().map(String),
    configuration: fc.oneof(
      fc.constant({ kind: 'all' } as const),
      fc
        .string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 75 })
        .filter((id) => id !== '*')
        .map((id) => ({ kind: 'one', id }) as const),
    ),
    window: fc.record(
      {
        kind: fc.constantFrom(...WINDOW_KINDS),
        after: fc.constant('2026-03-01 00:00:00'),
        before: fc.constantFrom('2026-03-02', '23:00'),
        ago: fc.constantFrom({ after: 7_200 }, { after: 0, before: MAX_AGO_S }),
      },
      { requiredKeys: ['kind'] },
    ),
    otherTypes: fc.constantFrom({ orders: ['order_created'] }, { contacts: [], events: ['a'] }),
    previous: fc.constant({ ts: '1764000000.000100', reference: '8C2F1A' }),
  },
  { requiredKeys: ['resource'] },
);

describe('private_metadata', () => {
  it('gives back what look-ups depend on, what choices hide, and the request before', () => {
    fc.assert(
      fc.property(remembered, (draft) => {
        expect(readDraft(writeDraft(draft))).toEqual(draft);
      }),
    );
  });

  it('keeps typed event ids as long as they fit, and never exceeds what Slack takes', () => {
    expect(readDraft(writeDraft({ resource: 'orders', eventIds: '41231' })).eventIds).toBe('41231');
    fc.assert(
      fc.property(remembered, hostileText(2_500), (draft, eventIds) => {
        const written = writeDraft({ ...draft, eventIds });
        expect(written.length).toBeLessThanOrEqual(3_000);
        expect(readDraft(written)).toMatchObject(draft);
      }),
    );
  });

  it('keeps of types that do not fit that some were picked', () => {
    const names = Array.from({ length: 20 }, (_, index) => `order_${index}`.padEnd(75, 'x'));
    const written = writeDraft({
      resource: 'events',
      eventIds: '41231',
      otherTypes: { orders: names, attendees: names },
    });
    expect(written.length).toBeLessThanOrEqual(3_000);
    expect(readDraft(written)).toMatchObject({ otherTypes: { orders: [], attendees: [] } });
  });

  it('keeps the IDs that pasted addresses name where the addresses do not fit', () => {
    const eventIds = Array.from(
      { length: 30 },
      (_, i) => `https://doo.example/events/${41_231 + i}/overview/of/orders`,
    );
    const otherTypes = {
      orders: Array.from({ length: 20 }, (_, i) => `order_${i}`.padEnd(75, 'x')),
    };
    const draft = readDraft(
      writeDraft({ resource: 'contacts', eventIds: eventIds.join(' '), otherTypes }),
    );
    expect(draft.eventIds).toMatch(/^41231 41232 .* 41260$/);
    expect(draft.otherTypes).toEqual(otherTypes);
  });
});
