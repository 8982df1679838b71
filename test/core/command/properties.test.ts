import { needsEvents, RESOURCE_NAMES, RESOURCES } from '@doo-repush/core/doo/resources';
import { MAX_EVENTS } from '@doo-repush/core/repush/request';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyCommandText } from '../../support/any-command-text.ts';
import { longLines } from '../../support/any-long-line.ts';
import { readLineInTime } from '../../support/fuzz/time-targets.ts';
import { read, wordsOf } from './context.ts';

const KINDS = ['draft', 'help', 'history', 'export', 'unreadable'];

describe('any text that Slack can send', () => {
  it('parses, or is rejected with a sentence and a suggestion that parses', () => {
    fc.assert(
      fc.property(anyCommandText, (text) => {
        const command = read(text);
        expect(KINDS).toContain(command.kind);
        expect(wordsOf(command).isWellFormed()).toBe(true);
        if (command.kind !== 'unreadable') return;
        expect(command.message).toMatch(/\.$/);
        expect(read(command.suggestion).kind).not.toBe('unreadable');
      }),
      {
        numRuns: 1_500,
        examples: [['"`"'], ['history types:order_created " until: """"""""""""']],
      },
    );
  });

  it('parses quickly, even 4,000 characters of one repeated fragment', async () => {
    for (const line of longLines) await readLineInTime(line);
  });

  it('takes no event from a row of a table that has several numbers beside its texts', () => {
    const number = fc.integer({ min: 1, max: 99_999_999 }).map(String);
    const name = fc.constantFrom('Acme Summit', 'Acme Day (draft)', '20.11.2026', 'CRM-7', '12 %');
    const row = fc
      .tuple(
        fc.uniqueArray(number, { minLength: 2, maxLength: 4 }),
        fc.array(name, { minLength: 1, maxLength: 3 }),
      )
      .chain(([numbers, names]) =>
        fc.shuffledSubarray([...numbers, ...names], { minLength: numbers.length + names.length }),
      );
    fc.assert(
      fc.property(row, fc.constantFrom('', 'orders\n', 'orders '), (cells, before) => {
        const command = read(`${before}${cells.join('\t')}`);
        if (command.kind === 'draft') expect(command.draft.eventIds).toBeUndefined();
        else expect(command.kind).toBe('unreadable');
      }),
    );
  });

  it('loses no word: each is in the draft or in an error', () => {
    const head = fc.constantFrom('41231', '41232', 'orders', 'please', 'soon', 'now', '4123x');
    const option = fc.constantFrom(
      'rate:40',
      'org:acme inc',
      'rate:999',
      'colour:red',
      'ticket:SUP-1',
      'since=2h',
      'since 3 Tage',
      'rate:40 50',
    );
    const line = fc.tuple(fc.array(head, { maxLength: 5 }), fc.array(option, { maxLength: 5 }));
    fc.assert(
      fc.property(line, ([words, options]) => {
        const command = read([...words, ...options].join(' '));
        if (command.kind !== 'draft' && command.kind !== 'unreadable')
          throw new Error(command.kind);
        const told = JSON.stringify(command);
        for (const each of [...words, ...options]) {
          const [, value = each] = each.split(/[:= ]/);
          // A long part is named by its beginning.
          if (!/^[23]/.test(value) && !told.includes('…')) expect(told).toContain(value);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('gives a draft that holds exactly what a valid line says', () => {
    const words = fc.string({
      unit: fc.constantFrom(...'abc XYZ09.,:;-!?(){}<>&@#/\'"“”„’\\äß€\n'),
      minLength: 1,
      maxLength: 60,
    });
    const text = words.map((it) => it.trim()).filter((it) => it !== '' && !/[<&]|\s{2}/.test(it));
    const quoted = (value: string) => `"${value.replace(/["\\“”„’]/g, '\\$&')}"`;
    const request = fc.record({
      resource: fc.constantFrom(...RESOURCE_NAMES),
      ids: fc.uniqueArray(fc.integer({ min: 1, max: 999_999_999_999_999 }).map(String), {
        maxLength: MAX_EVENTS,
      }),
      rate: fc.option(fc.integer({ min: 1, max: 100 })),
      reason: fc.option(text),
      org: fc.option(text),
      hasTypes: fc.boolean(),
      minutes: fc.option(
        fc.tuple(fc.integer({ min: 1, max: 50_000 }), fc.integer({ min: 1, max: 50_000 })),
      ),
      shuffle: fc.infiniteStream(fc.integer()),
    });
    fc.assert(
      fc.property(request, ({ resource, ids, rate, reason, org, hasTypes, minutes, shuffle }) => {
        const eventIds = needsEvents(resource) ? ids : [];
        const type = `${RESOURCES[resource].hookPrefix}created`;
        const after = minutes && minutes[0] + minutes[1];
        const parts = [
          resource,
          ...eventIds,
          ...(rate === null ? [] : [`rate:${rate}`]),
          ...(reason === null ? [] : [`reason:${quoted(reason)}`]),
          ...(org === null ? [] : [`org:${quoted(org)}`]),
          ...(hasTypes ? [`types:${type}`] : []),
          ...(minutes === null ? [] : [`since:${after}m`, `until:${minutes[1]}m`]),
        ];
        const keys = new Map(
          parts.map((part) => [
            part,
            (shuffle.next().value ?? 0) + (/^\d+$|^\w+$/.test(part) ? -1e10 : 1e10),
          ]),
        );
        const line = parts.toSorted((one, other) => (keys.get(one) ?? 0) - (keys.get(other) ?? 0));
        const command = read(line.join(' '));
        if (command.kind !== 'draft') throw new Error(wordsOf(command));
        const { window, eventIds: taken, ...draft } = command.draft;
        expect(draft).toEqual({
          resource,
          ...(rate !== null && { maxRatePerMin: rate }),
          ...(reason !== null && { reason }),
          ...(org !== null && { organization: org }),
          ...(hasTypes && { webhookTypes: [type] }),
        });
        expect(new Set(taken)).toEqual(new Set(eventIds));
        expect(window === undefined).toBe(minutes === null);
      }),
      { numRuns: 300 },
    );
  });
});
