import { lastTimeOf } from '@doo-repush/functions/workflow/check/last-time';
import { describe, expect, it } from 'vitest';
import { CRM } from '../../../support/any-configuration.ts';
import { ordersRequest } from '../../../support/any-request.ts';
import { recordedCard } from '../../../support/ledger-card.ts';

const SENT = {
  state: 'accepted',
  decided_by: 'U0ADAAPPRO',
  decided_at: 1_700_000_000,
  organization_id: ordersRequest().organizationId,
  configuration_id: CRM.id,
  event_ids: '41231 41232',
  items: 430,
  outcomes: 'a412 a18',
};
const request = ordersRequest({
  configuration: { kind: 'one', id: CRM.id },
  eventIds: ['41232', '41231'],
});
const asked = { request, configurations: [CRM] };
const LAST = { atMs: 1_700_000_000_000, items: 430, isAlike: true };

describe('the last request for the same', () => {
  it('says how much doo sent, and when', () => {
    expect(lastTimeOf(recordedCard(SENT), asked)).toEqual(LAST);
  });

  it.each([
    ['a window', { after: '2026-11-20 14:30:00' }],
    ['types', { types: 'order.created' }],
  ])('says that it had other limits: %s', (_, fields) => {
    expect(lastTimeOf(recordedCard({ ...SENT, ...fields }), asked)).toEqual({
      ...LAST,
      isAlike: false,
    });
  });

  it.each([
    ['was accepted in part', { state: 'partly_accepted', outcomes: 'a430 r' }],
    ['found nothing', { items: 0, outcomes: 'a0 a0' }],
    ['still waits', { state: 'waiting' }],
    ['was of fewer events', { event_ids: '41231', outcomes: 'a430' }],
    ['was of other events', { event_ids: '41231 41233' }],
    ['was of another resource', { resource: 'attendees' }],
    ['was of another organization', { organization_id: '1' }],
    ['went to another system', { configuration_id: 'erp' }],
    ['went to several systems', { configuration_id: 'all', configuration_ids: `${CRM.id} erp` }],
    ['left out a call', { left_out: '2', outcomes: 'a430' }],
  ])('is none that %s', (_, fields) => {
    expect(lastTimeOf(recordedCard({ ...SENT, ...fields }), asked)).toBeUndefined();
  });

  it('is none of a request that goes to all systems, or leaves out a call', () => {
    const toAll = ordersRequest({ ...request, configuration: { kind: 'all' } });
    expect(lastTimeOf(recordedCard(SENT), { ...asked, request: toAll })).toBeUndefined();
    expect(lastTimeOf(recordedCard(SENT), { ...asked, leftOut: [1] })).toBeUndefined();
  });
});
