import { localTime } from '@doo-repush/core/doo/time';
import { type OfficeHours, parseOfficeHours } from '@doo-repush/core/repush/office-hours';
import { afterOfficeTime, longestOfficeWaitMs } from '@doo-repush/core/repush/office-time';
import { LONGEST_DECISION_MS, waitingTimes } from '@doo-repush/core/repush/waiting';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const FOR_EVER = Number.POSITIVE_INFINITY;
const at = (utc: string) => Date.parse(utc);

function hoursOf(text: string, timeZone = 'Europe/Berlin'): OfficeHours {
  const parsed = parseOfficeHours(text);
  if (!parsed.ok) throw new Error(parsed.expected);
  return { ...parsed.hours, timeZone };
}

const WORKDAYS = hoursOf('Mon-Fri 08:00-18:00');

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const clock = (minute: number) =>
  [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');

/** Hours of one span a day, in quarters of an hour. */
const anyText = fc
  .record({
    days: fc.uniqueArray(fc.nat(6), { minLength: 1 }),
    from: fc.integer({ min: 0, max: 95 }),
    quarters: fc.integer({ min: 1, max: 96 }),
  })
  .map(({ days, from, quarters }) =>
    days
      .map(
        (day) =>
          `${DAYS[day]} ${clock(from * 15)}-${clock(Math.min(1440, (from + quarters) * 15))}`,
      )
      .join(', '),
  );
const anyHours = fc
  .tuple(anyText, fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'UTC'))
  .map(([text, zone]) => hoursOf(text, zone));
const anyTime = fc
  .integer({
    min: at('2026-01-01T00:00:00Z') / MINUTE_MS,
    max: at('2027-12-31T00:00:00Z') / MINUTE_MS,
  })
  .map((minutes) => minutes * MINUTE_MS);
const anyDuration = fc.integer({ min: 1, max: 80 * 60 }).map((minutes) => minutes * MINUTE_MS);

/** Whether somebody is there at a minute, as a clock on the wall says it. */
function isOpen(atMs: number, { days, timeZone }: OfficeHours): boolean {
  const local = localTime(atMs, timeZone);
  const minute = Number(local.slice(11, 13)) * 60 + Number(local.slice(14, 16));
  const weekday = (new Date(`${local.slice(0, 10)}T00:00:00Z`).getUTCDay() + 6) % 7;
  return (days[weekday] ?? []).some(
    ({ fromMinute, toMinute }) => minute >= fromMinute && minute < toMinute,
  );
}

describe('office hours', () => {
  it.each([
    ['Mon-Fri 08:00-18:00', 50],
    ['Mon-Thu 08:00-17:00, Fri 08:00-15:30', 43.5],
    ['Mon-Fri 08:00-12:00,Mon-Fri 13:00-17:00', 40],
    ['Sun 00:00-24:00', 24],
    ['Fri 22:00-24:00, Sat 00:00-06:00', 8],
    ['Mon-Sun 00:00-24:00', 168],
  ])('are read: %s', (text, hours) => {
    const { days } = hoursOf(text);
    const minutes = days.flat().reduce((sum, day) => sum + day.toMinute - day.fromMinute, 0);
    expect(minutes / 60).toBe(hours);
  });

  it.each([
    ['', /such as Mon-Fri 08:00-18:00/],
    ['Mon-Fri', /such as/],
    ['08:00-18:00', /such as/],
    ['Mon-Fri 8:00-18:00', /such as/],
    ['Mon-Fri 8-18', /such as/],
    ['Mo-Fr 08:00-18:00', /such as/],
    ['mon-fri 08:00-18:00', /such as/],
    ['Mon–Fri 08:00–18:00', /such as/],
    ['Mon-Fri 08:00-18:00,', /such as/],
    ['Mon-Fri 08:00-18:00; Sat 08:00-12:00', /such as/],
    ['Mon-Fri 08:00-18:00 Europe/Berlin', /such as/],
    ['Fri-Mon 08:00-18:00', /Mon before Sun/],
    ['Mon-Fri 22:00-06:00', /across midnight/],
    ['Mon-Fri 08:00-08:00', /later on the same day/],
    ['Mon-Fri 08:00-24:01', /from 00:00 to 24:00/],
    ['Mon-Fri 08:60-18:00', /from 00:00 to 24:00/],
    ['Mon-Fri 08:00-18:00, Fri 17:00-20:00', /do not overlap/],
    [`Mon-Fri 08:00-18:00${' '.repeat(200)}`, /at most 200/],
  ])('are refused with what belongs there: %s', (text, expected) => {
    const parsed = parseOfficeHours(text);
    expect(parsed.ok ? 'read' : parsed.expected).toMatch(expected);
  });

  it('never throw, whatever the text is', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseOfficeHours(text)));
  });
});

describe('office time', () => {
  it.each([
    ['a Friday afternoon', '2026-11-27T15:00:00Z', 24, '2026-12-02T09:00:00Z'],
    ['an end of the day', '2026-11-27T15:00:00Z', 2, '2026-11-27T17:00:00Z'],
    ['a Saturday', '2026-11-28T10:00:00Z', 1, '2026-11-30T08:00:00Z'],
    ['a night', '2026-11-24T22:00:00Z', 1, '2026-11-25T08:00:00Z'],
    ['a Friday before summer time', '2026-03-27T16:00:00Z', 2, '2026-03-30T07:00:00Z'],
    ['a Friday before winter time', '2026-10-23T15:00:00Z', 2, '2026-10-26T08:00:00Z'],
  ])('goes on after %s', (_, from, hours, until) => {
    const endMs = afterOfficeTime(at(from), hours * HOUR_MS, WORKDAYS, FOR_EVER);
    expect(new Date(endMs).toISOString()).toBe(new Date(until).toISOString());
  });

  it('has the hours that exist where the clocks change within it', () => {
    const night = hoursOf('Sun 00:00-06:00');
    const fullMs = (from: string, hours: number) =>
      afterOfficeTime(at(from), hours * HOUR_MS, night, FOR_EVER) - at(from);
    expect(fullMs('2026-03-28T23:00:00Z', 5)).toBe(5 * HOUR_MS);
    expect(fullMs('2026-03-28T23:00:00Z', 6)).toBeGreaterThan(6 * DAY_MS);
    expect(fullMs('2026-10-24T22:00:00Z', 7)).toBe(7 * HOUR_MS);
    const inTwo = hoursOf('Sun 00:00-02:30, Sun 02:30-06:00');
    const endMs = afterOfficeTime(at('2026-10-24T22:00:00Z'), 7 * HOUR_MS, inTwo, FOR_EVER);
    expect(endMs).toBe(at('2026-10-25T05:00:00Z'));
  });

  it('has as many minutes as a clock on the wall counts', () => {
    const awake = anyHours.filter(({ days }) =>
      days.flat().every(({ fromMinute, toMinute }) => fromMinute >= 240 || toMinute <= 60),
    );
    fc.assert(
      fc.property(awake, anyTime, fc.integer({ min: 1, max: 600 }), (hours, fromMs, minutes) => {
        const endMs = afterOfficeTime(fromMs, minutes * MINUTE_MS, hours, FOR_EVER);
        fc.pre(endMs - fromMs < 15 * DAY_MS);
        let counted = 0;
        for (let ms = fromMs; ms < endMs; ms += MINUTE_MS) if (isOpen(ms, hours)) counted += 1;
        expect(counted).toBe(minutes);
      }),
      { numRuns: 30 },
    );
  });

  it('adds up, never goes back, and takes no longer than its longest wait and a clock change', () => {
    fc.assert(
      fc.property(anyHours, anyTime, anyDuration, anyDuration, (hours, fromMs, one, other) => {
        const midMs = afterOfficeTime(fromMs, one, hours, FOR_EVER);
        const endMs = afterOfficeTime(fromMs, one + other, hours, FOR_EVER);
        expect(afterOfficeTime(midMs, other, hours, FOR_EVER)).toBe(endMs);
        expect(midMs).toBeGreaterThanOrEqual(fromMs + one);
        expect(endMs).toBeGreaterThan(midMs);
        const later = afterOfficeTime(fromMs + MINUTE_MS, one, hours, FOR_EVER);
        expect(later).toBeGreaterThanOrEqual(midMs);
      }),
    );
    fc.assert(
      fc.property(fc.constant(WORKDAYS), anyTime, anyDuration, (hours, fromMs, ms) => {
        const longestMs = longestOfficeWaitMs(ms, hours) + HOUR_MS;
        expect(afterOfficeTime(fromMs, ms, hours, FOR_EVER) - fromMs).toBeLessThanOrEqual(
          longestMs,
        );
      }),
    );
  });

  it('waits longest from a Friday evening', () => {
    expect(longestOfficeWaitMs(HOUR_MS, WORKDAYS)).toBe((6 + 48 + 9) * HOUR_MS);
    expect(longestOfficeWaitMs(50 * HOUR_MS, WORKDAYS)).toBe(7 * DAY_MS);
    expect(longestOfficeWaitMs(336 * HOUR_MS, hoursOf('Mon-Sun 00:00-24:00'))).toBe(14 * DAY_MS);
  });
});

describe('a request that waits', () => {
  const friday = at('2026-11-27T15:00:00Z');

  it('expires and is reminded of in office hours', () => {
    const rules = { timeoutMs: 24 * HOUR_MS, officeHours: WORKDAYS, remindAfterMs: HOUR_MS };
    expect(waitingTimes(friday, rules)).toEqual({
      expiresAtMs: at('2026-12-02T09:00:00Z'),
      remindAtMs: [at('2026-11-27T16:00:00Z'), at('2026-12-02T08:00:00Z')],
    });
  });

  it.each([
    [24, undefined, []],
    [24, 60, [60, 23 * 60]],
    [2, 60, [60]],
    [1.5, 60, [30, 60]],
    [0.5, 10, [10]],
    [0.5, 45, []],
  ])('of %s hours, reminded of after %s minutes, is so at %j', (hours, minutes, expected) => {
    const timeoutMs = hours * HOUR_MS;
    const rules = {
      timeoutMs,
      ...(minutes !== undefined && { remindAfterMs: minutes * MINUTE_MS }),
    };
    const { expiresAtMs, remindAtMs } = waitingTimes(friday, rules);
    expect(expiresAtMs).toBe(friday + timeoutMs);
    expect(remindAtMs.map((ms) => (ms - friday) / MINUTE_MS)).toEqual(expected);
  });

  it('waits no longer than the longest, and is reminded of before it expires, twice at most', () => {
    fc.assert(
      fc.property(
        anyHours,
        anyTime,
        anyDuration,
        anyDuration,
        (officeHours, askedAtMs, ms, remind) => {
          const rules = { timeoutMs: ms, officeHours, remindAfterMs: remind };
          const { expiresAtMs, remindAtMs } = waitingTimes(askedAtMs, rules);
          expect(expiresAtMs - askedAtMs).toBeLessThanOrEqual(LONGEST_DECISION_MS);
          expect(remindAtMs.length).toBeLessThanOrEqual(2);
          for (const atMs of remindAtMs) {
            expect(atMs).toBeGreaterThan(askedAtMs);
            expect(atMs).toBeLessThan(expiresAtMs);
          }
        },
      ),
    );
  });
});
