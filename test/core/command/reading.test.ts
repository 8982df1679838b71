import type { CommandDraft } from '@doo-repush/core/command/command';
import { localTime } from '@doo-repush/core/doo/time';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyCommandText } from '../../support/any-command-text.ts';
import { context, read } from './context.ts';

const number = fc.integer({ min: 1, max: 99_999 }).map(String);
const word = fc.oneof(
  number,
  fc.constantFrom(
    'CRM',
    'Ausfall',
    'seit',
    'orders',
    'Acme',
    'gestern',
    '2026',
    '14:30',
    'bis',
    'ä',
  ),
);
const words = fc.array(word, { minLength: 1, maxLength: 4 }).map((all) => all.join(' '));
const key = fc.constantFrom(
  ...['since', 'until', 'seit', 'bis', 'rate', 'types', 'reason', 'ticket', 'org', 'config', 'foo'],
);
const option = fc.tuple(key, fc.constantFrom(':', ': ', '='), words).map((parts) => parts.join(''));
const eventId = fc.integer({ min: 100_000, max: 999_999 }).map(String);
const line = fc.record({
  ids: fc.uniqueArray(eventId, { maxLength: 4 }),
  options: fc.array(option, { maxLength: 5 }),
});

function draftOf(text: string): CommandDraft {
  const command = read(text);
  return command.kind === 'draft' ? command.draft : {};
}

describe('any typed line', () => {
  it('puts a number only into the field that its position names', () => {
    fc.assert(
      fc.property(line, ({ ids, options }) => {
        const { eventIds = [], maxRatePerMin } = draftOf([...ids, ...options].join(' '));
        for (const id of eventIds) expect(ids).toContain(id);
        if (maxRatePerMin !== undefined)
          expect(options.join(' ')).toMatch(new RegExp(`rate(?:: ?|=)${maxRatePerMin}(?!\\d)`));
      }),
      { numRuns: 500 },
    );
  });

  it('yields nothing that the line does not contain', () => {
    fc.assert(
      fc.property(line, ({ ids, options }) => {
        const text = [...ids, ...options].join(' ');
        const draft = draftOf(text);
        const texts = [draft.reason, draft.ticket, draft.organization, draft.configuration];
        for (const held of [...texts, ...(draft.eventIds ?? [])])
          if (held !== undefined) expect(text).toContain(held);
      }),
      { numRuns: 500 },
    );
  });

  it('never drops an end of the window that the line mentions', () => {
    fc.assert(
      fc.property(line, ({ ids, options }) => {
        const { window, open = [] } = draftOf([...ids, ...options].join(' '));
        const speaksOf = (names: RegExp) => options.some((each) => names.test(each));
        if (speaksOf(/^(?:since|seit)[:=]/) && !speaksOf(/^(?:reason|ticket|org|config|foo)/))
          expect(window?.after !== undefined || open.includes('after')).toBe(true);
        if (window?.after !== undefined) expect(open).not.toContain('after');
        if (window?.before !== undefined) expect(open).not.toContain('before');
      }),
      { numRuns: 500 },
    );
  });

  it('parses to the same result every time', () => {
    fc.assert(
      fc.property(anyCommandText, (text) => {
        expect(read(text)).toEqual(read(text));
      }),
      { numRuns: 500 },
    );
  });
});

describe('a time in a command line', () => {
  const two = (value: number) => String(value).padStart(2, '0');
  const GERMAN = new Intl.DateTimeFormat('de', { month: 'long', timeZone: 'UTC' });
  const ENGLISH = new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' });
  const FORMS: readonly ((at: Date) => string)[] = [
    (at) => `${at.getUTCDate()}.${at.getUTCMonth() + 1}.${at.getUTCFullYear()}`,
    (at) =>
      `${two(at.getUTCDate())}.${two(at.getUTCMonth() + 1)}.${two(at.getUTCFullYear() % 100)}`,
    (at) => `${at.getUTCDate()}. ${GERMAN.format(at)} ${at.getUTCFullYear()}`,
    (at) => `${ENGLISH.format(at)} ${at.getUTCDate()}, ${at.getUTCFullYear()}`,
    (at) => `${at.getUTCDate()} ${ENGLISH.format(at).slice(0, 3)} ${at.getUTCFullYear()}`,
    (at) => `${at.getUTCFullYear()}/${at.getUTCMonth() + 1}/${at.getUTCDate()}`,
  ];
  const CLOCKS: readonly ((at: Date) => string)[] = [
    (at) => `${at.getUTCHours()}:${two(at.getUTCMinutes())}`,
    (at) => `um ${at.getUTCHours()}.${two(at.getUTCMinutes())} Uhr`,
    (at) => `${at.getUTCHours()} Uhr ${two(at.getUTCMinutes())}`,
    (at) =>
      `${at.getUTCHours() % 12 || 12}:${two(at.getUTCMinutes())} ${at.getUTCHours() < 12 ? 'am' : 'pm'}`,
  ];

  it('parses to the same instant in every notation', () => {
    const minute = fc
      .integer({ min: Date.parse('2001-01-01') / 60_000, max: Math.floor(context.nowMs / 60_000) })
      .map((minutes) => new Date(minutes * 60_000));
    const form = fc.constantFrom(...FORMS);
    const clock = fc.constantFrom(...CLOCKS);
    fc.assert(
      fc.property(minute, form, clock, (at, day, time) => {
        const local = localTime(at.getTime(), 'UTC');
        const command = read(`since:${day(at)} ${time(at)}`, { timeZone: 'UTC' });
        expect(command).toMatchObject({ kind: 'draft', draft: { window: { after: local } } });
      }),
      { numRuns: 500 },
    );
  });

  it('is rejected if it contains any other word', () => {
    const text = fc.constantFrom('20.10.2026 14:30', 'gestern', '2 Stunden', '9 Uhr', 'Oct 20th');
    const stray = fc.constantFrom('x', 'circa', '77', 'ungefähr', '14:3O', '€');
    fc.assert(
      fc.property(text, stray, fc.boolean(), (time, extra, isBefore) => {
        const value = isBefore ? `${extra} ${time}` : `${time} ${extra}`;
        expect(draftOf(`since:${value}`)).toEqual({ open: ['after'] });
      }),
    );
  });
});
