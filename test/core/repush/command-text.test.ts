import { parseCommandText } from '@doo-repush/core/repush/command-text';
import { isResource, RESOURCE_NAMES } from '@doo-repush/core/repush/resources';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '../../support/any-text.ts';

describe('parseCommandText', () => {
  it.each<[string, object]>([
    ['', { resource: 'orders' }],
    ['  ', { resource: 'orders' }],
    ['contacts', { resource: 'contacts' }],
    ['Attendees', { resource: 'attendees' }],
    ['41231', { resource: 'orders', eventIds: '41231' }],
    ['orders 41231 41232', { resource: 'orders', eventIds: '41231 41232' }],
    ['41231,41232 invitees', { resource: 'invitees', eventIds: '41231 41232' }],
    ['orders orders 41231 41231', { resource: 'orders', eventIds: '41231' }],
    ['orders https://doo.net/events/41231', { resource: 'orders', eventIds: '41231' }],
  ])('fills %j in', (text, draft) => {
    expect(parseCommandText(text)).toEqual({ kind: 'draft', draft });
  });

  it.each(['help', ' HELP ', '?'])('reads %j as a call for help', (text) => {
    expect(parseCommandText(text)).toEqual({ kind: 'help' });
  });

  it.each<[string, string]>([
    ['tickets', '"tickets" is not an event ID'],
    ['orders 41231 please', '"please" is not an event ID'],
    ['help me', '"help" is not an event ID'],
    ['orders contacts', 'more than one resource'],
    ['contacts 41231', 'without event IDs'],
    ['constructor', '"constructor" is not an event ID'],
    ['orders ,', 'at least one event ID'],
  ])('says what is wrong with %j', (text, words) => {
    const read = parseCommandText(text);
    expect(read).toMatchObject({ kind: 'unreadable' });
    expect(read.kind === 'unreadable' ? read.message : '').toContain(words);
  });

  it('ignores no word: what was filled in accounts for all that was typed', () => {
    const word = fc.oneof(
      fc.constantFrom(...RESOURCE_NAMES, 'help', '41231', '41232', ',', 'since:2h', 'please'),
      anyText(12),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), (words) => {
        const text = words.join(' ');
        const read = parseCommandText(text);
        if (read.kind !== 'draft') return;
        const { resource, eventIds = '' } = read.draft;
        const taken = new Set([resource, ...eventIds.split(' ')]);
        const typed = text.split(/[\s,;|<>()[\]{}"'“”„、，；•]+/).filter((it) => it !== '');
        for (const each of typed) {
          const isAddress = /(?:\/events\/|[?&]event_id=)[1-9]/.test(each);
          expect(isAddress || taken.has(each.toLowerCase())).toBe(true);
        }
        expect(isResource(resource)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('answers any text, however long, at once', () => {
    const startedMs = performance.now();
    fc.assert(
      fc.property(anyText(3000), (text) => {
        expect(['draft', 'help', 'unreadable']).toContain(parseCommandText(text).kind);
      }),
      { numRuns: 50 },
    );
    parseCommandText(' orders'.repeat(50_000));
    expect(performance.now() - startedMs).toBeLessThan(3_000);
  });
});
