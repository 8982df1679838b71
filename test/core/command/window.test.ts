import type { CommandDraft } from '@doo-repush/core/command/command';
import { describe, expect, it } from 'vitest';
import { agoOf, read, wordsOf } from './context.ts';

const window = (after?: string, before?: string) => ({
  ...(after !== undefined && { after }),
  ...(before !== undefined && { before }),
});

describe('the window of a command line', () => {
  it.each<[string, string | undefined, string | undefined]>([
    ['since:30m', '2026-11-25 10:11:00', undefined],
    ['since:2h until:30m', '2026-11-25 08:41:00', '2026-11-25 10:12:00'],
    ['since:90min', '2026-11-25 09:11:00', undefined],
    ['since:"2 hours"', '2026-11-25 08:41:00', undefined],
    ['since:1h30m', '2026-11-25 09:11:00', undefined],
    ['since:3d', '2026-11-22 10:41:00', undefined],
    ['since:1w', '2026-11-18 10:41:00', undefined],
    ['since:2026-11-20', '2026-11-20 00:00:00', undefined],
    ['since:2026-11-20T14:30', '2026-11-20 14:30:00', undefined],
    ['since:"2026-11-20 14:30"', '2026-11-20 14:30:00', undefined],
    ['since:“2026-11-20 14:30”', '2026-11-20 14:30:00', undefined],
    ['since:2026-11-20 14:30', '2026-11-20 14:30:00', undefined],
    ['since:2026-11-20 9:05 until:2026-11-21 9:05', '2026-11-20 09:05:00', '2026-11-21 09:05:00'],
    ['since:2026–11–20', '2026-11-20 00:00:00', undefined],
    ['since:2026-1-5', '2026-01-05 00:00:00', undefined],
    [
      'since:2026-11-20T14:30:45 until:2026-11-20T14:30:46',
      '2026-11-20 14:30:00',
      '2026-11-20 14:31:00',
    ],
    ['since:2026-11-20T14:30Z', '2026-11-20 15:30:00', undefined],
    ['since:2026-07-20T14:30Z', '2026-07-20 16:30:00', undefined],
    ['since:2026-11-20T14:30+05:30', '2026-11-20 10:00:00', undefined],
    [
      'since:2026-11-20T14:30:00.123Z until:2026-11-20T14:31:00.001Z',
      '2026-11-20 15:30:00',
      '2026-11-20 15:31:00',
    ],
    ['until:2026-12-31T23:59:30', undefined, '2027-01-01 00:00:00'],
    ['until:2026-03-29T01:59:30', undefined, '2026-03-29 03:00:00'],
    ['until:0m', undefined, '2026-11-25 10:42:00'],
    ['since:" 2h "', '2026-11-25 08:41:00', undefined],
    ['since:3660d', '2016-11-17 10:41:00', undefined],
    ['since:1970-01-01', '1970-01-01 00:00:00', undefined],
    ['since:2026-11-20T14:30-0530', '2026-11-20 21:00:00', undefined],
    ['since:2026-11-20T14:30z', '2026-11-20 15:30:00', undefined],
  ])('reads %s', (text, after, before) => {
    expect(read(text)).toEqual({
      kind: 'draft',
      draft: { window: window(after, before) },
      notes: [],
      faults: [],
    });
  });

  it('keeps a time that is on a whole minute', () => {
    const nowMs = Date.parse('2026-11-25T09:41:00Z');
    expect(read('since:1h until:30m', { nowMs })).toMatchObject({
      draft: { window: window('2026-11-25 09:41:00', '2026-11-25 10:11:00') },
    });
  });

  it('counts a duration in elapsed hours, even across a clock change', () => {
    const nowMs = Date.parse('2026-10-25T11:00:00Z');
    expect(read('since:1d', { nowMs })).toMatchObject({
      draft: { window: { after: '2026-10-24 13:00:00' } },
    });
  });

  it('takes the whole day for an end without a time of day, and says so', () => {
    expect(read('since:2026-11-20 until:2026-11-20')).toEqual({
      kind: 'draft',
      draft: { window: window('2026-11-20 00:00:00', '2026-11-21 00:00:00') },
      notes: ['until:2026-11-20 takes in that whole day: before 00:00 on 21 November 2026.'],
      faults: [],
    });
  });

  it('starts a day at its first moment in a zone that skips midnight', () => {
    expect(read('since:2026-04-24', { timeZone: 'Africa/Cairo' })).toMatchObject({
      draft: { window: { after: '2026-04-24 01:00:00' } },
    });
  });

  it('says how it read an hour that exists twice', () => {
    const command = read('since:2026-10-25T02:30 until:2026-10-25T02:45');
    expect(command).toMatchObject({
      kind: 'draft',
      draft: { window: window('2026-10-25 02:30:00', '2026-10-25 02:45:00') },
      notes: [
        expect.stringMatching(/^02:30 on 25 October 2026 happens twice .* count the first/),
        expect.stringMatching(/^02:45 on 25 October 2026 happens twice .* count the second/),
      ],
    });
    expect(read('since:15m', { nowMs: Date.parse('2026-10-25T00:50:00Z') })).toMatchObject({
      draft: { window: { after: '2026-10-25 02:35:00' } },
      notes: [expect.stringContaining('happens twice')],
    });
  });

  it.each<[string, string, CommandDraft]>([
    ['since:2', 'Give how long ago', { open: ['after'] }],
    ['since:3661d', 'more than ten years', { open: ['after'] }],
    ['since:2months', 'Give how long ago', { open: ['after'] }],
    ['since:1y', 'Give how long ago', { open: ['after'] }],
    ['since:x20.11.2026', 'Give how long ago', { open: ['after'] }],
    ['since:20.11.20261', 'Give how long ago', { open: ['after'] }],
    ['since:x9:30', 'Give how long ago', { open: ['after'] }],
    ['since:9:300', 'Give how long ago', { open: ['after'] }],
    ['since:todays', 'Give how long ago', { open: ['after'] }],
    ['since:atoday', 'Give how long ago', { open: ['after'] }],
    ['since:yesterdays', 'Give how long ago', { open: ['after'] }],
    ['since:ayesterday', 'Give how long ago', { open: ['after'] }],
    ['until:know', 'Give how long ago', { open: ['before'] }],
    ['until:nows', 'Give how long ago', { open: ['before'] }],
    ['since:now', 'Give how long ago', { open: ['after'] }],
    ['since:soon', 'Give how long ago', { open: ['after'] }],
    ['since:99999d', 'more than ten years', { open: ['after'] }],
    ['since:2026-02-30', 'The calendar has no 2026-02-30.', { open: ['after'] }],
    ['since:2026-01-32', 'The calendar has no 2026-01-32.', { open: ['after'] }],
    ['since:2025-12-32', 'The calendar has no 2025-12-32.', { open: ['after'] }],
    ['since:2025-00-01', 'The calendar has no 2025-00-01.', { open: ['after'] }],
    ['since:2025-13-01', 'The calendar has no 2025-13-01.', { open: ['after'] }],
    ['since:2026-13-01', 'The calendar has no 2026-13-01.', { open: ['after'] }],
    ['since:1969-12-31', 'Give a year from 1970 to 2100.', { open: ['after'] }],
    ['until:2101-01-01', 'Give a year from 1970 to 2100.', { open: ['before'] }],
    ['since:1026-11-20', 'Give a year from 1970 to 2100.', { open: ['after'] }],
    ['since:2026-11-20T25:00', 'No clock shows 25:00:00.', { open: ['after'] }],
    ['since:2026-11-20T10:00+99:00', '"+99:00" is no offset from UTC.', { open: ['after'] }],
    [
      'since:2026-03-29T02:30',
      "02:30 on 29 March 2026 doesn't exist in Europe/Berlin: clocks skip from 02:00 to 03:00. Pick 03:00 or 01:59.",
      { open: ['after'] },
    ],
    [
      '41231 since:2026-11-25T10:43',
      "is in the future: it's 10:41:30 in Europe/Berlin.",
      { eventIds: ['41231'], open: ['after'] },
    ],
    ['since:2026-11-26', 'is in the future', { open: ['after'] }],
    [
      'since:2h until:3h',
      "The end isn't after the start",
      { window: { after: '2026-11-25 08:41:00' }, open: ['before'] },
    ],
    [
      'since:2026-11-20T10:00 until:2026-11-20T10:00',
      "The end isn't after the start",
      { window: { after: '2026-11-20 10:00:00' }, open: ['before'] },
    ],
  ])('leaves %s open and names it', (text, words, draft) => {
    const command = read(text);
    expect(wordsOf(command)).toContain(words);
    expect(command).toMatchObject({ kind: 'draft', notes: [] });
    expect(command.kind === 'draft' && command.draft).toEqual(draft);
  });
});

describe('an end that is given as a time ago', () => {
  it.each<[string, ReturnType<typeof agoOf>]>([
    ['since:2h', { after: 7_200 }],
    ['since:1h30m until:30m', { after: 5_400, before: 1_800 }],
    ['since:"2 Stunden"', { after: 7_200 }],
    ['since:"vor 1,5 Std."', { after: 5_400 }],
    ['seit 3 Tagen', { after: 259_200 }],
    ['since:"last hour"', { after: 3_600 }],
    ['41231 letzte 2 Stunden', { after: 7_200 }],
    ['41231 the last 3 days orders', { after: 259_200 }],
    ['since:2026-11-20 until:now', { before: 0 }],
    ['since:2h until:2026-11-25T10:00', { after: 7_200 }],
    ['since:2h since:3h until:1h', { before: 3_600 }],
    ['since:today', undefined],
    ['since:gestern 14:30', undefined],
    ['since:14:30', undefined],
    ['since:2026-11-20T14:30 until:2026-11-21', undefined],
    ['41231', undefined],
  ])('is told from other times: %s', (line, ago) => {
    expect(agoOf(line)).toEqual(ago);
  });
});
