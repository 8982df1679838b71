import { parseEventIds } from '@doo-repush/core/repush/event-ids';
import { MAX_EVENTS } from '@doo-repush/core/repush/request';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '../../support/any-text.ts';

describe('parseEventIds', () => {
  it.each<[string, string, string[]]>([
    ['one id', '41231', ['41231']],
    ['spaces and line ends', ' 41231\t41232\r\n41233 ', ['41231', '41232', '41233']],
    [
      'commas, semicolons and bars',
      '41231,41232;41233|41234',
      ['41231', '41232', '41233', '41234'],
    ],
    ['separators in a row', '41231,, ; 41232,', ['41231', '41232']],
    ['a list of a program', '["41231", "41232"]', ['41231', '41232']],
    [
      'separators of other scripts',
      '41231、41232，41233\u00a041234',
      ['41231', '41232', '41233', '41234'],
    ],
    ['ids in brackets and quotes', '(41231) “41232” <41233>', ['41231', '41232', '41233']],
    ['an id that stands twice', '41231 41232 41231', ['41231', '41232']],
    ['an address of an event', 'https://admin.doo.net/events/41231', ['41231']],
    ['a deeper address', 'https://admin.doo.net/en/events/41231/orders?page=2#x', ['41231']],
    ['an address with a parameter', 'https://doo.net/buy?lang=de&event_id=41231', ['41231']],
    ['an address beside the id in it', '41231 https://doo.net/events/41231/', ['41231']],
    ['a link of a command line', '<https://doo.net/events/41231>', ['41231']],
    ['the longest id', '123456789012345', ['123456789012345']],
  ])('reads %s', (_, text, ids) => {
    expect(parseEventIds(text)).toEqual({ ok: true, eventIds: ids });
  });

  it.each<[string, string]>([
    ['41231 summit', 'summit'],
    ['0', '0'],
    ['007', '007'],
    ['-41231', '-41231'],
    ['41231.5', '41231.5'],
    ['4e4', '4e4'],
    ['41231-41240', '41231-41240'],
    ['1234567890123456', '1234567890123456'],
    ['https://doo.net/events/', 'https://doo.net/events/'],
    ['https://doo.net/events/1234567890123456', 'https://doo.net/events/1234567890123456'],
    ['https://doo.net/orders/41231', 'https://doo.net/orders/41231'],
    ['٤١٢٣١', '٤١٢٣١'],
  ])('names the part of %j that is not an ID', (text, part) => {
    const parsed = parseEventIds(text);
    expect(parsed).toMatchObject({ ok: false });
    expect(parsed.ok ? '' : parsed.message).toContain(`"${part}" is not an event ID`);
  });

  it.each([
    ['41,231', '41231'],
    ["41'231", '41231'],
    ['41’231', '41231'],
    ['41.231', '41231'],
    ['41·231', '41231'],
    ["1'041'231", '1041231'],
    ['1,041,231', '1041231'],
    ['41\u00a0231', '41231'],
    ['41\u202f231', '41231'],
    ['41\u2009231', '41231'],
    ['41\u200b,\u200b231', '41231'],
    ['41232 and 41,231', '41231'],
    ['412,413,414', '412413414'],
    ['4,12,310', '412310'],
    ['41,231,41,232', '4123141232'],
  ])('refuses to guess whether %j is one number or a list', (text, number) => {
    const parsed = parseEventIds(text);
    expect(parsed.ok ? parsed : parsed.message).toContain(
      `may be one number. Write ${number}, or put a space between two IDs.`,
    );
  });

  it.each<[string, string[]]>([
    ['41231,41232', ['41231', '41232']],
    ["'41231','41232'", ['41231', '41232']],
    ['41, 231', ['41', '231']],
    ['41 231', ['41', '231']],
    ['41\n231', ['41', '231']],
    ['41;231', ['41', '231']],
    ['1,2,3', ['1', '2', '3']],
    ['41231,232', ['41231', '232']],
    ['41231\u00a041232', ['41231', '41232']],
    ['41\u200b231', ['41231']],
    ['41\u00ad231 \u202a41232\u202c', ['41231', '41232']],
  ])('reads %j as a list of IDs', (text, ids) => {
    expect(parseEventIds(text)).toEqual({ ok: true, eventIds: ids });
  });

  it.each(['', ' \n', ',;|'])('asks for an id when %j holds none', (text) => {
    const parsed = parseEventIds(text);
    expect(parsed.ok ? '' : parsed.message).toContain('at least one event ID');
  });

  it('shortens the part that it names without splitting a character', () => {
    const parsed = parseEventIds('\ud83d\ude00'.repeat(60));
    expect(parsed.ok ? '' : parsed.message).toContain(`"${'\ud83d\ude00'.repeat(40)}…"`);
  });

  it('takes as many IDs as one request may name, and reports more', () => {
    const ids = Array.from({ length: MAX_EVENTS + 1 }, (_, index) => String(1000 + index));
    expect(parseEventIds(ids.slice(1).join(' '))).toMatchObject({ ok: true });
    const parsed = parseEventIds([...ids, ...ids].join(' '));
    expect(parsed.ok ? '' : parsed.message).toContain(`That's ${MAX_EVENTS + 1} events.`);
  });

  it('returns IDs or a sentence for any text, and parses its own output to the same IDs', () => {
    const pieces = fc.constantFrom(
      '41231',
      '/events/',
      'event_id=',
      '?',
      '&',
      ' ',
      ',',
      '0',
      '7',
      'x',
    );
    const text = fc.oneof(
      anyText(200),
      fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (given) => {
        const parsed = parseEventIds(given);
        if (!parsed.ok) {
          expect(parsed.message).toMatch(/\.$/);
          return;
        }
        expect(parsed.eventIds.length).toBeGreaterThan(0);
        for (const id of parsed.eventIds) expect(id).toMatch(/^[1-9][0-9]{0,14}$/);
        expect(parseEventIds(parsed.eventIds.join(' '))).toEqual(parsed);
      }),
      { numRuns: 200 },
    );
  });

  it('parses a very long text immediately', () => {
    const startedMs = performance.now();
    parseEventIds('/events/'.repeat(50_000));
    parseEventIds('41231 '.repeat(50_000));
    parseEventIds('?event_id=0'.repeat(50_000));
    for (const part of ['1', '41,', '41,23', '1\u00a0']) parseEventIds(part.repeat(50_000));
    expect(performance.now() - startedMs).toBeLessThan(1_000);
  });
});
