import { cardMetadata } from '@doo-repush/functions/ledger/card-metadata';
import { readMetadata } from '@doo-repush/sandbox/slack/workspace/metadata';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  APPROVER,
  anyCard,
  LONGEST_ARN,
  longestChecked,
  longestResults,
  NOW_MS,
  plainCard,
  waiting,
} from '../../support/any-card.ts';
import { asJson } from '../../support/postable.ts';

const MAX_BYTES = 3_000;
const origin = { executionName: 'sandbox-V1', executionArn: 'arn' };
const longestOrigin = { executionName: 'x'.repeat(64), executionArn: LONGEST_ARN };
const approved = { by: APPROVER, atMs: NOW_MS };

describe('the metadata of a card', () => {
  it('holds the request and its state', () => {
    expect(cardMetadata(plainCard(waiting), origin)).toEqual({
      event_type: 'doo_repush_card',
      event_payload: {
        v: 1,
        execution: 'sandbox-V1',
        execution_arn: 'arn',
        reference: '8C2F01',
        state: 'waiting',
        requester: 'U0RENEREQU',
        asked_at: 1_700_000_000,
        organization_id: '7701',
        organization: 'Acme',
        configuration_id: 'c0ffee',
        configuration: 'CRM production',
        resource: 'orders',
        event_ids: '41231',
        reason: 'CRM outage',
        expires_at: 1_700_086_400,
      },
    });
  });

  it('holds the decider and the outcome of each target', () => {
    const results = [
      { eventId: '41231', outcome: { kind: 'accepted', items: 412 }, atMs: NOW_MS },
      { eventId: '41232', outcome: { kind: 'not_sent', notAsked: 'quota_used_up' }, atMs: NOW_MS },
      { eventId: '41233', outcome: { kind: 'unknown' }, atMs: NOW_MS },
    ] as const;
    const { event_payload } = cardMetadata(plainCard({ kind: 'sent', approved, results }), origin);
    expect(event_payload).toMatchObject({
      state: 'unknown',
      decided_by: APPROVER,
      decided_at: 1_700_000_000,
      items: 412,
      outcomes: 'a412 n u',
    });
  });

  it.each(['x', '&', '"', '\\', '\ud83d', '\ud83d\ude00', 'ä', '\u20ac', 'a\u0001'])(
    'keeps to 3,000 bytes, however long everything is: %j',
    (character) => {
      const checked = longestChecked(character);
      const results = longestResults(checked, { kind: 'accepted', items: Number.MAX_SAFE_INTEGER });
      for (const state of [waiting, { kind: 'sent', approved, results } as const]) {
        const metadata = cardMetadata({ ...plainCard(state), checked }, longestOrigin);
        expect(Buffer.byteLength(JSON.stringify(metadata))).toBeLessThanOrEqual(MAX_BYTES);
        const ids = 'eventIds' in checked.request ? checked.request.eventIds.join(' ') : '';
        expect(metadata.event_payload).toMatchObject({
          event_ids: ids,
          execution_arn: LONGEST_ARN,
        });
      }
    },
  );

  it('truncates only texts for which there is no room, and the reason first', () => {
    const checked = longestChecked('x');
    const { webhookTypes: _, ...request } = checked.request;
    const textsWith = (executionArn: string) => {
      const card = { ...plainCard(waiting), checked: { ...checked, request } };
      const { event_payload: read } = cardMetadata(card, { ...longestOrigin, executionArn });
      return [read.reason, read.ticket, read.configuration, read.organization].map(
        (text) => String(text).length,
      );
    };
    expect(textsWith('arn')).toEqual([500, 200, 200, 300]);
    const [reason = 0, ...others] = textsWith('x'.repeat(600));
    expect(reason).toBeGreaterThan(20);
    expect(reason).toBeLessThan(490);
    expect(others).toEqual([200, 200, 300]);
  });

  it.each(['x', '&', '\u20ac', 'a\u0001'])(
    'lets go what is left of the texts, where IDs leave no room for them: %j',
    (character) => {
      const leftOut = Array.from({ length: 99 }, (_, index) => index + 1);
      const checked = { ...longestChecked(character), leftOut };
      const results = longestResults(checked, { kind: 'accepted', items: Number.MAX_SAFE_INTEGER });
      const state = { kind: 'sent', approved, results } as const;
      const metadata = cardMetadata({ ...plainCard(state), checked }, longestOrigin);
      expect(Buffer.byteLength(JSON.stringify(metadata))).toBeLessThanOrEqual(MAX_BYTES);
      expect(metadata.event_payload.left_out).toBe(leftOut.join(' '));
    },
  );

  it('consists of scalars that Slack accepts, within 3,000 bytes, for any card', () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        const metadata = cardMetadata(card, longestOrigin);
        expect(readMetadata(asJson(metadata))?.event_type).toBe('doo_repush_card');
        const values = Object.values(metadata.event_payload);
        expect(values.every((it) => ['string', 'number'].includes(typeof it))).toBe(true);
        expect(Buffer.byteLength(JSON.stringify(metadata))).toBeLessThanOrEqual(MAX_BYTES);
      }),
      { numRuns: 100 },
    );
  });
});
