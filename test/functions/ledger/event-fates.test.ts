import { eventsAgain } from '@doo-repush/functions/ledger/event-fates';
import type { LedgerCard } from '@doo-repush/functions/ledger/ledger-card';
import { againWords } from '@doo-repush/functions/messages/private/rerun-form';
import { MAX_ABOUT_EVENTS_CHARS } from '@doo-repush/functions/slack/form/draft';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordedCard } from '../../support/ledger-card.ts';

function cardOf(outcomes?: string, resolution?: string, more: object = {}): LedgerCard {
  return recordedCard({
    state: 'unknown',
    event_ids: '1 2 3',
    ...(outcomes !== undefined && { outcomes }),
    ...(resolution !== undefined && { resolution }),
    ...more,
  });
}

const idsOf = (outcomes: string, resolution?: string, on: 'card' | 'question' = 'card') =>
  eventsAgain(cardOf(outcomes, resolution), on)?.eventIds.join(' ');

describe('the events of a rerun', () => {
  it.each([
    ['a412 r n', undefined, '2 3', 'doo said no, or was not asked'],
    ['a412 u n', undefined, '3', 'what is unknown waits for those that were surely not sent'],
    ['a412 u u', undefined, '2 3', 'what is unknown comes before what was accepted'],
    ['a412 u u', 'unresolved', '2 3', 'nobody said what became of it'],
    ['a412 u r', 'not_started', '2 3', 'somebody said that doo did not start'],
    ['a412 u r', 'started', '3', 'somebody said that doo did start'],
    ['a412 u a', 'started', '1 2 3', 'all were started'],
    ['a412 a0 a17', undefined, '2', 'doo found nothing to send'],
    ['a a a', undefined, '1 2 3', 'items that the metadata had no room for'],
    ['a412', undefined, '2 3', 'outcomes that are not there are unknown'],
    ['a412 x u', undefined, '2 3', 'and so are those of another version'],
  ])(
    'with the outcomes %s, resolved as %s, are %s (%s)',
    (outcomes, resolution, expected, _why) => {
      expect(idsOf(outcomes, resolution)).toBe(expected);
    },
  );

  it('are the accepted ones if the requester was asked about the arrival', () => {
    expect(idsOf('a412 r u', undefined, 'question')).toBe('1');
    expect(idsOf('a412 u r', 'started', 'question')).toBe('1 2');
  });

  it('are not preselected if nothing was sent or there are no events', () => {
    expect(eventsAgain(cardOf(), 'card')).toBeUndefined();
    expect(eventsAgain(cardOf('a412', undefined, { event_ids: '' }), 'card')).toBeUndefined();
  });

  it.each([
    ['n a a a', { eventIds: ['1'], configurationId: 'crm', calls: 1 }],
    ['n a n a', { eventIds: ['1', '2'], configurationId: 'crm', calls: 2 }],
    ['n n n a', { eventIds: ['1', '2'], isPart: true, calls: 3 }],
    ['n n n n', { eventIds: ['1', '2'], calls: 4 }],
    ['a a n n', { eventIds: ['2'], isPart: true, calls: 2 }],
  ])('of several configurations are those whose calls were not sent: %s', (outcomes, expected) => {
    const several = { event_ids: '1 2', configuration: '*', configuration_ids: 'crm erp' };
    const card = cardOf(outcomes, undefined, several);
    const { leftOut: _, ...again } = eventsAgain(card, 'card') ?? {};
    expect(again).toEqual({ fate: 'unsent', ...expected });
  });

  it('are each either filled in or left out, and explained in a line that fits the form', () => {
    const outcomes = fc.array(fc.constantFrom('a412', 'a0', 'r', 'n', 'u'), { maxLength: 50 });
    const resolution = fc.constantFrom(undefined, 'open', 'started', 'not_started', 'unresolved');
    fc.assert(
      fc.property(outcomes, resolution, fc.constantFrom('card', 'question'), (words, said, on) => {
        const ids = words.map((_, index) => String(100_000_000_000_000 + index));
        const again = eventsAgain(cardOf(words.join(' '), said, { event_ids: ids.join(' ') }), on);
        const told = [again, ...(again?.leftOut ?? [])].flatMap((each) => each?.eventIds ?? []);
        expect(told.toSorted()).toEqual(ids);
        const line = again && againWords(again);
        if (again && again.leftOut.length > 0) expect(line).toContain('Left out:');
        expect((line ?? '').length).toBeLessThanOrEqual(MAX_ABOUT_EVENTS_CHARS);
      }),
    );
  });
});
