import {
  escapeText,
  exact,
  foreign,
  mention,
  overLength,
  readerTime,
} from '@doo-repush/functions/messages/mrkdwn';
import { count, cut, fitted, plain, plainForeign } from '@doo-repush/functions/runtime/text';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostileText } from '../../support/any-text.ts';

describe('overLength', () => {
  it('is 0 exactly where nothing of a text is cut', () => {
    fc.assert(
      fc.property(hostileText(200), fc.integer({ min: 1, max: 200 }), (text, maxChars) => {
        const isWhole = foreign(text, maxChars) === exact(plain(text));
        expect(overLength(text, maxChars) === 0).toBe(isWhole);
      }),
    );
  });
});

describe('foreign', () => {
  it.each<[string, string, string]>([
    ['a mention of everybody', '<!channel>', '&lt;!channel&gt;'],
    ['a mention of a person', '<@U0INJECTED>', '&lt;@U0INJECTED&gt;'],
    ['a link', '<https://evil.example|doo>', '&lt;https://evil.example|doo&gt;'],
    ['what is escaped already', '&lt;!here&gt;', '&amp;lt;!here&amp;gt;'],
    ['formatting', '*bold* `code`', '*\u200bbold*\u200b `\u200bcode`\u200b'],
    ['formatting inside of words', 'order_created_v2 2*3', 'order_created_v2 2*3'],
    ['formatting at the end of words', 'a_b_ _c', 'a_b_\u200b _\u200bc'],
    ['code inside of words', 'a`b`c', 'a`\u200bb`\u200bc'],
    ['line ends', 'one\r\ntwo\u2028three', 'one two three'],
    ['direction marks', 'a\u202eb\u200fc\u061cd', 'a b c d'],
    ['half a character', 'a\ud83db', 'a\ufffdb'],
    ['spaces around', '  x ', 'x'],
  ])('makes %s harmless', (_, text, words) => {
    expect(foreign(text, 100)).toBe(words);
  });

  it('keeps an everyday text of the full length whole', () => {
    const text = 'Tickets of Müller & Söhne are missing. '.repeat(20).trim();
    expect(foreign(text, text.length)).toBe(escapeText(text));
  });

  it('says that it was cut, and never grows by more than a fifth', () => {
    expect(foreign('x'.repeat(11), 10)).toBe(`${'x'.repeat(9)}…`);
    expect(foreign('<'.repeat(10), 10)).toBe('&lt;&lt;…');
    const limit = fc.integer({ min: 20, max: 500 });
    fc.assert(
      fc.property(hostileText(600), limit, (text, maxChars) => {
        const shown = foreign(text, maxChars);
        expect(shown.length).toBeLessThanOrEqual(maxChars * 1.2);
        expect(shown).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
        expect(shown.isWellFormed()).toBe(true);
      }),
    );
  });
});

describe('plainForeign', () => {
  it('keeps to its length and shows characters as they are', () => {
    expect(plainForeign('a & <b>\n', 20)).toBe('a & <b>');
    fc.assert(
      fc.property(hostileText(200), fc.integer({ min: 2, max: 100 }), (text, maxChars) => {
        const shown = plainForeign(text, maxChars);
        expect(shown.length).toBeLessThanOrEqual(maxChars);
        expect(shown.isWellFormed()).toBe(true);
        expect(shown).not.toMatch(/\p{Cc}/u);
      }),
    );
  });
});

describe('cut', () => {
  it('cuts with an ellipsis, never inside a character', () => {
    expect(cut('abcde', 5)).toBe('abcde');
    expect(cut('abcdef', 5)).toBe('abcd…');
    expect(cut('abc\ud83d\ude00ef', 5)).toBe('abc…');
  });
});

describe('fitted', () => {
  const more = (left: number) => `and ${left} more`;

  it('shows all that fits, and counts the rest', () => {
    expect(fitted(['a', 'b', 'c'], ', ', 7, more)).toBe('a, b, c');
    expect(fitted(['aaaa', 'bbbb', 'cccc'], ', ', 16, more)).toBe('aaaa, bbbb, cccc');
    expect(fitted(['aaaaaa', 'bbbbbb', 'cccccc'], ', ', 19, more)).toBe('aaaaaa, and 2 more');
    expect(fitted(['a'.repeat(50), 'b'], ', ', 20, more)).toBe('and 2 more');
    expect(fitted([], ', ', 5, more)).toBe('');
  });

  it('keeps to its length, and shown and counted are always all', () => {
    const parts = fc.array(fc.string({ unit: fc.constant('x'), minLength: 1 }), { maxLength: 60 });
    fc.assert(
      fc.property(parts, fc.integer({ min: 15, max: 100 }), (list, maxChars) => {
        const text = fitted(list, ', ', maxChars, more);
        expect(text.length).toBeLessThanOrEqual(maxChars);
        const words = text === '' ? [] : text.split(', ');
        const left = Number(/and (\d+) more$/.exec(text)?.[1] ?? 0);
        expect(words.filter((word) => /^x+$/.test(word)).length + left).toBe(list.length);
      }),
    );
  });
});

describe('mention', () => {
  it.each<[string, string]>([
    ['U0ADAAPPRO', '<@U0ADAAPPRO>'],
    ['W0ADAAPPRO', '<@W0ADAAPPRO>'],
    ['S0APPROVER', '<!subteam^S0APPROVER>'],
    ['channel', 'channel'],
    ['U1> <!channel>', 'U1&gt; &lt;!channel&gt;'],
    ['', ''],
  ])('shows %j as %j', (id, shown) => {
    expect(mention(id)).toBe(shown);
  });
});

describe('readerTime', () => {
  it('names the minute in UTC where Slack cannot convert it', () => {
    expect(readerTime(1_700_000_000_000)).toBe(
      '<!date^1700000000^{date_short_pretty} {time}|2023-11-14 22:13 UTC>',
    );
  });

  it('names the last day of all for a time beyond it', () => {
    expect(readerTime(Number.MAX_SAFE_INTEGER * 60_000)).toContain('|9999-12-31 00:00 UTC>');
  });
});

describe('count', () => {
  it('uses the singular for one', () => {
    expect([0, 1, 2].map((n) => count(n, 'order', 'orders'))).toEqual([
      '0 orders',
      '1 order',
      '2 orders',
    ]);
  });
});
