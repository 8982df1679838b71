import { overlapOf } from '@doo-repush/functions/ledger/overlap';
import { shortId } from '@doo-repush/functions/ledger/short-id';
import { describe, expect, it } from 'vitest';
import { CRM } from '../../support/any-configuration.ts';
import { ordersRequest } from '../../support/any-request.ts';
import { recordedCard } from '../../support/ledger-card.ts';

const cardWith = (more: object) =>
  recordedCard({
    state: 'accepted',
    organization_id: '7701',
    configuration_id: '*',
    configuration: '*',
    event_ids: '1 2',
    ...more,
  });

const wordsOf = (more: object) =>
  cardWith(more).targets.map(
    ({ eventId, configurationId, outcome, items }) =>
      `${eventId} ${configurationId} ${outcome} ${items}`,
  );

describe('the targets of a card', () => {
  it('are one per event and configuration, without those left out', () => {
    const both = { configuration_ids: 'crm erp', outcomes: 'a4 u r' };
    expect(wordsOf({ ...both, left_out: '2' })).toEqual([
      '1 crm accepted 4',
      '2 crm unknown undefined',
      '2 erp refused undefined',
    ]);
  });

  it('are one per event on a card of a version that called without a configuration', () => {
    expect(wordsOf({ outcomes: 'a4 u' })).toEqual([
      '1 undefined accepted 4',
      '2 undefined unknown undefined',
    ]);
    expect(cardWith({ event_ids: '', outcomes: 'a' }).targets).toEqual([{ outcome: 'accepted' }]);
  });
});

describe('the overlap of two requests', () => {
  const configurations = ['crm', 'erp'].map((id) => ({ ...CRM, id }));
  const request = ordersRequest({ eventIds: ['2', '3'], configuration: { kind: 'all' } });
  const window = { after: '2026-11-20 10:00:00', before: '2026-11-20 12:00:00' };
  const shared = (more: object, asked: object = {}) =>
    overlapOf(cardWith(more), { request: { ...request, ...asked }, configurations })?.eventIds;

  it.each<[string, object, object, readonly string[] | undefined]>([
    ['an event and a configuration', { configuration_ids: 'erp kiosk' }, {}, ['2']],
    [
      'the same, whatever organization was picked',
      { configuration_id: 'erp', organization_id: '1' },
      {},
      ['2'],
    ],
    ['an event, with an ID that is short', { configuration_ids: shortId('erp') }, {}, ['2']],
    ['an event of a version that called for every one', {}, {}, ['2']],
    ['no configuration', { configuration_ids: 'kiosk' }, {}, undefined],
    ['no event', { configuration_ids: 'erp', event_ids: '9' }, {}, undefined],
    [
      'what one of them leaves out',
      { configuration_ids: 'crm erp', left_out: '3 4' },
      {},
      undefined,
    ],
    ['no resource', { configuration_ids: 'erp', resource: 'attendees' }, {}, undefined],
    ['a window that begins where theirs ends', { before: window.after }, { window }, ['2']],
    ['a window that begins after theirs', { before: '2026-11-20 09:59:59' }, { window }, undefined],
    ['a window that ends before theirs', { after: '2026-11-20 12:00:01' }, { window }, undefined],
    ['a window without an end', { after: '2026-11-20 09:00:00' }, { window }, ['2']],
  ])('is %s', (_title, more, asked, eventIds) => {
    expect(shared(more, asked)).toEqual(eventIds);
  });
});
