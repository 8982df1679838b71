import {
  type Choice,
  isLine,
  line,
  optionsFor,
  unchoosable,
} from '@doo-repush/functions/slack/form/options/options';
import { optionFaults } from '@doo-repush/sandbox/slack/blocks/validate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostileText } from '../../../../support/any-text.ts';
import { asJson } from '../../../../support/postable.ts';

const choices = (count: number): Choice[] =>
  Array.from({ length: count }, (_, index) => ({
    value: String(7701 + index),
    text: `Organization ${index}`,
    description: `ID ${7701 + index}`,
  }));

const textsOf = (options: ReturnType<typeof optionsFor>) => options.map(({ text }) => text.text);

describe('optionsFor', () => {
  it('finds by part of a text, a description or a value, whatever the case', () => {
    const found = (query: string) =>
      textsOf(optionsFor(choices(30), query, { nothing: 'Nothing' }));
    expect(found('organization 17')).toEqual(['Organization 17']);
    expect(found(' 7718 ')).toEqual(['Organization 17']);
    expect(found('id 7718')).toEqual(['Organization 17']);
  });

  it('finds a name however its letters are composed or written', () => {
    const named = [{ value: '1', text: 'Messe Zu\u0308rich – Große Halle' }];
    for (const query of ['Z\u00fcrich', 'zuerich -', 'GROSSE', 'Zu\u0308'])
      expect(textsOf(optionsFor(named, query, { nothing: 'Nothing' }))).toEqual([named[0]?.text]);
  });

  it('shows a hundred, and says how many more there are', () => {
    expect(
      optionsFor(choices(100), '', { nothing: 'Nothing' }).every(
        ({ value }) => !isLine(String(value)),
      ),
    ).toBe(true);
    const options = optionsFor(choices(130), '', { nothing: 'Nothing' });
    expect(options).toHaveLength(100);
    expect(textsOf(options).at(-1)).toBe('31 more. Keep typing…');
    expect(isLine(String(options.at(-1)?.value))).toBe(true);
  });

  it('says when nothing is there, and when nothing matches', () => {
    expect(textsOf(optionsFor([], '', { nothing: 'No organizations' }))).toEqual([
      'No organizations',
    ]);
    expect(textsOf(optionsFor(choices(3), ' x<y ', { nothing: 'Nothing' }))).toEqual([
      'No matches for "x<y"',
    ]);
  });

  it('offers no choice whose value Slack would not take', () => {
    const [option] = optionsFor([{ value: 'c'.repeat(76), text: 'CRM' }], '', {
      nothing: 'Nothing',
    });
    expect(isLine(String(option?.value))).toBe(true);
    expect(option?.text.text).toBe('CRM (its ID is too long)');
  });

  it('gives options that Slack takes, for any names and any query', () => {
    const choice = fc.record(
      {
        value: fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 90 }),
        text: hostileText(300),
        description: hostileText(300),
      },
      { requiredKeys: ['value', 'text'] },
    );
    const query = fc.oneof(fc.constant(''), hostileText(100));
    fc.assert(
      fc.property(fc.array(choice, { maxLength: 130, size: 'max' }), query, (list, typed) => {
        const options = optionsFor(list, typed, { nothing: 'Nothing is set up' });
        expect(optionFaults({ options: asJson(options) })).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});

describe('a line to read', () => {
  it('is known by its value and fits into an option', () => {
    const option = line('x'.repeat(100));
    expect(option.text.text).toHaveLength(75);
    expect(isLine(String(option.value))).toBe(true);
    expect(isLine(unchoosable('c'.repeat(75)).value)).toBe(true);
    expect(unchoosable('c'.repeat(75)).value.length).toBeLessThanOrEqual(75);
    expect(isLine('c0ffee')).toBe(false);
  });
});
