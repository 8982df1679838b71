import { localTime } from '@doo-repush/core/doo/time';
import { movedOn, readWindow } from '@doo-repush/core/repush/window';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '../../support/any-text.ts';

const at = (utc: string) => Date.parse(utc);
const BERLIN = { timeZone: 'Europe/Berlin', nowMs: at('2027-11-25T09:00:00Z') };

describe('readWindow', () => {
  it('returns a valid window unchanged, with its instants', () => {
    const window = { after: '2026-11-20 14:30:00', before: '2026-11-21 00:00:00' };
    expect(readWindow(window, BERLIN)).toEqual({
      ok: true,
      window,
      afterMs: at('2026-11-20T13:30:00Z'),
      beforeMs: at('2026-11-20T23:00:00Z'),
      notes: [],
    });
  });

  it('leaves an absent end open', () => {
    expect(readWindow({}, BERLIN)).toEqual({ ok: true, window: {}, notes: [] });
    expect(readWindow({ before: '2026-07-01 00:00:00' }, BERLIN)).toEqual({
      ok: true,
      window: { before: '2026-07-01 00:00:00' },
      beforeMs: at('2026-06-30T22:00:00Z'),
      notes: [],
    });
  });

  it.each<[string, string]>([
    [
      '2026-03-29 02:30:00',
      "02:30 on 29 March 2026 doesn't exist in Europe/Berlin: clocks skip from 02:00 to 03:00. Pick 03:00 or 01:59.",
    ],
    [
      '2026-03-29 02:00:00',
      "02:00 on 29 March 2026 doesn't exist in Europe/Berlin: clocks skip from 02:00 to 03:00. Pick 03:00 or 01:59.",
    ],
    [
      '2027-03-28 02:59:59',
      "02:59:59 on 28 March 2027 doesn't exist in Europe/Berlin: clocks skip from 02:00 to 03:00. Pick 03:00 or 01:59.",
    ],
    ['2026-02-29 10:00:00', "That isn't a date and time. Write it like 2026-11-20 14:30:00."],
  ])('refuses %s at either end, with a reason', (local, fault) => {
    expect(readWindow({ after: local }, BERLIN)).toEqual({ ok: false, faults: { after: fault } });
    expect(readWindow({ before: local }, BERLIN)).toEqual({ ok: false, faults: { before: fault } });
    expect(readWindow({ after: local, before: local }, BERLIN)).toMatchObject({
      ok: false,
      faults: { after: fault, before: fault },
    });
  });

  it.each([
    '2026-03-29 01:59:59',
    '2026-03-29 03:00:00',
    '2027-03-28 01:59:59',
    '2027-03-28 03:00:00',
  ])('accepts %s, a moment next to the skipped hour', (local) => {
    expect(readWindow({ after: local }, BERLIN)).toMatchObject({ ok: true, notes: [] });
  });

  it('names the day if the clocks skip more than an hour', () => {
    const context = { timeZone: 'Pacific/Apia', nowMs: BERLIN.nowMs };
    expect(readWindow({ after: '2011-12-30 12:00:00' }, context)).toEqual({
      ok: false,
      faults: {
        after:
          "12:00 on 30 December 2011 doesn't exist in Pacific/Apia: clocks skip from 00:00 to 00:00 on 31 December 2011. Pick 00:00 on 31 December 2011 or 23:59 on 29 December 2011.",
      },
    });
  });

  it.each<[string, string, string]>([
    ['2026-10-25 02:30:00', '2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'],
    ['2026-10-25 02:00:00', '2026-10-25T00:00:00Z', '2026-10-25T01:00:00Z'],
    ['2027-10-31 02:59:59', '2027-10-31T00:59:59Z', '2027-10-31T01:59:59Z'],
  ])('resolves %s to the wider window and says so', (local, first, second) => {
    const from = readWindow({ after: local }, BERLIN);
    expect(from).toMatchObject({ ok: true, window: { after: local }, afterMs: at(first) });
    const until = readWindow({ before: local }, BERLIN);
    expect(until).toMatchObject({ ok: true, window: { before: local }, beforeMs: at(second) });
    const [note] = from.ok ? from.notes : [];
    expect(note).toContain('happens twice in Europe/Berlin: clocks go back from 03:00 to 02:00');
    expect(note).toContain('We count the first; doo may take the other.');
    expect(note).toMatch(/To be safe, pick 01:59\.$/);
    const [other] = until.ok ? until.notes : [];
    expect(other).toContain('We count the second; doo may take the other.');
    expect(other).toMatch(/To be safe, pick 03:00\.$/);
  });

  it.each([
    '2026-10-25 01:59:59',
    '2026-10-25 03:00:00',
    '2027-10-31 01:59:59',
    '2027-10-31 03:00:00',
  ])('accepts %s, a moment next to the repeated hour, without a note', (local) => {
    expect(readWindow({ after: local, before: '2027-11-01 00:00:00' }, BERLIN)).toMatchObject({
      ok: true,
      notes: [],
    });
  });

  it('refuses a start in the future, to the second', () => {
    const nowMs = at('2026-11-25T09:00:00.900Z');
    const context = { timeZone: 'Europe/Berlin', nowMs };
    expect(readWindow({ after: '2026-11-25 10:00:00' }, context)).toMatchObject({ ok: true });
    expect(readWindow({ after: '2026-11-25 10:00:01' }, context)).toEqual({
      ok: false,
      faults: {
        after:
          "10:00:01 on 25 November 2026 is in the future: it's 10:00 in Europe/Berlin. Pick an earlier time.",
      },
    });
    expect(readWindow({ before: '2026-12-25 10:00:00' }, context)).toMatchObject({ ok: true });
  });

  it('refuses an end at or before the start', () => {
    const after = '2026-11-20 14:30:00';
    expect(readWindow({ after, before: '2026-11-20 14:30:01' }, BERLIN)).toMatchObject({
      ok: true,
    });
    for (const before of [after, '2026-11-20 14:29:59', '2025-11-21 00:00:00']) {
      const read = readWindow({ after, before }, BERLIN);
      expect(read).toMatchObject({ ok: false, faults: { before: expect.any(String) } });
      expect(read.ok ? '' : read.faults.before).toContain("The end isn't after the start");
    }
  });

  it('names both ends if both are invalid', () => {
    const read = readWindow(
      { after: '2029-01-02 00:00:00', before: '2029-01-01 00:00:00' },
      BERLIN,
    );
    expect(read).toMatchObject({
      ok: false,
      faults: {
        after: expect.stringContaining('in the future'),
        before: expect.stringContaining("isn't after the start"),
      },
    });
  });

  it('orders instants the way it orders doo’s strings', () => {
    const zone = fc.constantFrom(
      'Europe/Berlin',
      'Australia/Lord_Howe',
      'America/St_Johns',
      'Africa/Cairo',
    );
    const seconds = fc.integer({
      min: at('2026-10-24T00:00:00Z') / 1000,
      max: at('2026-11-02T00:00:00Z') / 1000,
    });
    fc.assert(
      fc.property(zone, seconds, fc.integer({ min: 1, max: 20_000 }), (timeZone, start, length) => {
        const after = localTime(start * 1000, timeZone);
        const before = localTime((start + length) * 1000, timeZone);
        const read = readWindow({ after, before }, { timeZone, nowMs: BERLIN.nowMs });
        expect(read.ok).toBe(after < before);
        if (!read.ok) return;
        expect(read.afterMs).toBeLessThanOrEqual(start * 1000);
        expect(read.beforeMs).toBeGreaterThanOrEqual((start + length) * 1000);
        expect(read.notes.every((note) => /^[0-9].*\.$/.test(note))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('answers any text with a result and never throws', () => {
    fc.assert(
      fc.property(anyText(30), anyText(30), (after, before) => {
        expect(readWindow({ after, before }, BERLIN)).toMatchObject({
          ok: false,
          faults: { after: expect.any(String), before: expect.any(String) },
        });
      }),
      { numRuns: 100 },
    );
  });
});

describe('movedOn', () => {
  const context = { timeZone: 'Europe/Berlin', nowMs: at('2026-11-30T09:00:20Z') };
  const after = '2026-11-20 14:30:00';
  const before = '2026-11-21 00:00:00';

  it.each([
    ['the start', { after }, { after: 7_200 }, { after: '2026-11-30 08:00:00' }],
    ['the end', { after, before }, { before: 0 }, { after, before: '2026-11-30 10:01:00' }],
    [
      'both',
      { after, before },
      { after: 7_200, before: 3_600 },
      { after: '2026-11-30 08:00:00', before: '2026-11-30 09:01:00' },
    ],
    ['nothing that was given as a time', { after, before }, {}, undefined],
    ['nothing where nothing would be left', { after, before }, { after: 7_200 }, undefined],
  ])('moves %s', (_, window, ago, moved) => {
    expect(movedOn(window, ago, context)).toEqual(moved);
  });

  it('moves nothing to a time that the clocks skip', () => {
    const spring = { timeZone: 'Europe/Berlin', nowMs: at('2026-03-29T03:10:00Z') };
    expect(movedOn({ after: '2026-03-20 10:00:00' }, { after: 2 * 3_600 }, spring)).toEqual({
      after: '2026-03-29 03:10:00',
    });
  });
});
