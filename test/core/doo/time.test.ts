import { clockChangeAt, instantsOf, isLocalTime, localTime } from '@doo-repush/core/doo/time';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const BERLIN = 'Europe/Berlin';
const at = (utc: string) => Date.parse(utc);

/** Zones that change their clocks in ways that are easy to get wrong. */
const ODD_ZONES = [
  BERLIN,
  'UTC',
  'America/New_York',
  'America/St_Johns',
  'America/Sao_Paulo',
  'Africa/Casablanca',
  'Africa/Cairo',
  'Africa/Monrovia',
  'Asia/Kathmandu',
  'Asia/Beirut',
  'Asia/Manila',
  'Australia/Lord_Howe',
  'Antarctica/Troll',
  'Europe/Dublin',
  'Pacific/Apia',
  'Pacific/Chatham',
  'Pacific/Kwajalein',
];
const anyZone = fc.oneof(
  fc.constantFrom(...ODD_ZONES),
  fc.constantFrom(...Intl.supportedValuesOf('timeZone')),
);
const anyInstant = fc.oneof(
  fc.integer({ min: at('1890-01-01T00:00:00Z') / 1000, max: at('2100-01-01T00:00:00Z') / 1000 }),
  fc.integer({ min: at('2020-01-01T00:00:00Z') / 1000, max: at('2030-01-01T00:00:00Z') / 1000 }),
);

describe('the local time of an instant', () => {
  it.each<[string, string, string]>([
    ['a second before clocks go forward in 2026', '2026-03-29T00:59:59Z', '2026-03-29 01:59:59'],
    ['the moment when clocks go forward in 2026', '2026-03-29T01:00:00Z', '2026-03-29 03:00:00'],
    ['a second after', '2026-03-29T01:00:01Z', '2026-03-29 03:00:01'],
    ['a second before clocks go back in 2026', '2026-10-25T00:59:59Z', '2026-10-25 02:59:59'],
    ['the moment when clocks go back in 2026', '2026-10-25T01:00:00Z', '2026-10-25 02:00:00'],
    ['a second after', '2026-10-25T01:00:01Z', '2026-10-25 02:00:01'],
    ['the end of the hour that exists twice', '2026-10-25T01:59:59Z', '2026-10-25 02:59:59'],
    ['the hour after it', '2026-10-25T02:00:00Z', '2026-10-25 03:00:00'],
    ['a second before clocks go forward in 2027', '2027-03-28T00:59:59Z', '2027-03-28 01:59:59'],
    ['the moment when clocks go forward in 2027', '2027-03-28T01:00:00Z', '2027-03-28 03:00:00'],
    ['a second before clocks go back in 2027', '2027-10-31T00:59:59Z', '2027-10-31 02:59:59'],
    ['the moment when clocks go back in 2027', '2027-10-31T01:00:00Z', '2027-10-31 02:00:00'],
    ['a second before midnight in winter', '2026-11-24T22:59:59Z', '2026-11-24 23:59:59'],
    ['midnight in winter, as hour 00', '2026-11-24T23:00:00Z', '2026-11-25 00:00:00'],
    ['a second after it', '2026-11-24T23:00:01Z', '2026-11-25 00:00:01'],
    ['midnight in summer', '2026-06-30T22:00:00Z', '2026-07-01 00:00:00'],
    ['the last second of a month', '2026-06-30T21:59:59Z', '2026-06-30 23:59:59'],
    ['the last second of February', '2027-02-28T22:59:59Z', '2027-02-28 23:59:59'],
    ['a leap day', '2028-02-29T12:00:00Z', '2028-02-29 13:00:00'],
    ['the last second of a year', '2026-12-31T22:59:59Z', '2026-12-31 23:59:59'],
    ['the first second of a year', '2026-12-31T23:00:00Z', '2027-01-01 00:00:00'],
  ])('in Berlin: %s', (_, utc, local) => {
    expect(localTime(at(utc), BERLIN)).toBe(local);
  });

  it.each<[string, string, string]>([
    ['America/New_York', '2026-03-08T07:00:00Z', '2026-03-08 03:00:00'],
    ['Asia/Kathmandu', '2026-01-01T00:00:00Z', '2026-01-01 05:45:00'],
    ['Australia/Lord_Howe', '2026-04-04T15:00:00Z', '2026-04-05 01:30:00'],
    ['Pacific/Apia', '2011-12-30T09:59:59Z', '2011-12-29 23:59:59'],
    ['Pacific/Apia', '2011-12-30T10:00:00Z', '2011-12-31 00:00:00'],
    ['Pacific/Kiritimati', '2026-11-24T10:00:00Z', '2026-11-25 00:00:00'],
    [BERLIN, '1890-01-01T00:00:00Z', '1890-01-01 00:53:28'],
  ])('in %s at %s', (zone, utc, local) => {
    expect(localTime(at(utc), zone)).toBe(local);
  });

  it('cuts fractions of a second off', () => {
    expect(localTime(at('2026-11-24T23:00:00Z') - 1, BERLIN)).toBe('2026-11-24 23:59:59');
    expect(localTime(at('2026-11-24T23:00:00.999Z'), BERLIN)).toBe('2026-11-25 00:00:00');
  });

  it('throws where there is none', () => {
    expect(() => localTime(0, 'Europe/Atlantis')).toThrow(RangeError);
    for (const atMs of [Number.NaN, Number.POSITIVE_INFINITY, 8.64e15, -8.64e15])
      expect(() => localTime(atMs, BERLIN)).toThrow(RangeError);
  });
});

describe('the instants of a local time', () => {
  it.each<[string, string]>([
    ['2026-03-29 01:59:59', '2026-03-29T00:59:59Z'],
    ['2026-03-29 03:00:00', '2026-03-29T01:00:00Z'],
    ['2026-10-25 01:59:59', '2026-10-24T23:59:59Z'],
    ['2026-10-25 03:00:00', '2026-10-25T02:00:00Z'],
    ['2027-03-28 01:59:59', '2027-03-28T00:59:59Z'],
    ['2027-03-28 03:00:00', '2027-03-28T01:00:00Z'],
    ['2027-10-31 01:59:59', '2027-10-30T23:59:59Z'],
    ['2027-10-31 03:00:00', '2027-10-31T02:00:00Z'],
    ['2026-11-25 00:00:00', '2026-11-24T23:00:00Z'],
    ['2026-12-31 23:59:59', '2026-12-31T22:59:59Z'],
    ['2028-02-29 00:00:00', '2028-02-28T23:00:00Z'],
  ])('%s in Berlin is once', (local, utc) => {
    expect(instantsOf(local, BERLIN)).toEqual({ kind: 'once', atMs: at(utc) });
  });

  it.each<[string, string, string, string]>([
    ['2026-10-25 02:00:00', BERLIN, '2026-10-25T00:00:00Z', '2026-10-25T01:00:00Z'],
    ['2026-10-25 02:59:59', BERLIN, '2026-10-25T00:59:59Z', '2026-10-25T01:59:59Z'],
    ['2027-10-31 02:30:00', BERLIN, '2027-10-31T00:30:00Z', '2027-10-31T01:30:00Z'],
    ['2026-11-01 01:30:00', 'America/New_York', '2026-11-01T05:30:00Z', '2026-11-01T06:30:00Z'],
    ['2026-04-05 01:45:00', 'Australia/Lord_Howe', '2026-04-04T14:45:00Z', '2026-04-04T15:15:00Z'],
  ])('%s in %s is twice', (local, zone, first, second) => {
    expect(instantsOf(local, zone)).toEqual({
      kind: 'twice',
      firstMs: at(first),
      secondMs: at(second),
    });
  });

  it.each<[string, string, string, string]>([
    ['2026-03-29 02:00:00', BERLIN, '2026-03-29 02:00:00', '2026-03-29 03:00:00'],
    ['2026-03-29 02:59:59', BERLIN, '2026-03-29 02:00:00', '2026-03-29 03:00:00'],
    ['2027-03-28 02:30:00', BERLIN, '2027-03-28 02:00:00', '2027-03-28 03:00:00'],
    ['2026-03-08 02:30:00', 'America/New_York', '2026-03-08 02:00:00', '2026-03-08 03:00:00'],
    ['2026-10-04 02:10:00', 'Australia/Lord_Howe', '2026-10-04 02:00:00', '2026-10-04 02:30:00'],
    ['2011-12-30 12:00:00', 'Pacific/Apia', '2011-12-30 00:00:00', '2011-12-31 00:00:00'],
    ['1993-08-21 12:00:00', 'Pacific/Kwajalein', '1993-08-21 00:00:00', '1993-08-22 00:00:00'],
    ['2026-04-24 00:30:00', 'Africa/Cairo', '2026-04-24 00:00:00', '2026-04-24 01:00:00'],
  ])('%s in %s is never', (local, zone, skippedFrom, skippedTo) => {
    expect(instantsOf(local, zone)).toEqual({ kind: 'never', skippedFrom, skippedTo });
  });

  it('are the inverse of the local time, in every zone', () => {
    fc.assert(
      fc.property(anyZone, anyInstant, (zone, seconds) => {
        const atMs = seconds * 1000;
        const instants = instantsOf(localTime(atMs, zone), zone);
        if (instants.kind === 'never') throw new Error('an instant without a local time');
        const all =
          instants.kind === 'once' ? [instants.atMs] : [instants.firstMs, instants.secondMs];
        expect(all).toContain(atMs);
        expect(all).toEqual([...all].sort((one, other) => one - other));
        for (const each of all) expect(localTime(each, zone)).toBe(localTime(atMs, zone));
      }),
      { numRuns: 300 },
    );
  });

  it('are none exactly where the clocks skip, whatever the zone', () => {
    fc.assert(
      fc.property(anyZone, anyInstant, (zone, seconds) => {
        const local = localTime(seconds * 1000, 'UTC');
        const instants = instantsOf(local, zone);
        if (instants.kind !== 'never') return;
        const { skippedFrom, skippedTo } = instants;
        expect(local >= skippedFrom && local < skippedTo).toBe(true);
        const { atMs } = clockChangeAt(local, zone);
        expect(localTime(atMs, zone)).toBe(skippedTo);
        expect(localTime(atMs - 1, zone) < skippedFrom).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('agree with every clock change of ten years in the odd zones', () => {
    for (const zone of ODD_ZONES) {
      for (const changeMs of clockChanges(zone, at('2020-01-01T00:00:00Z'), 3_650)) {
        const [before, after] = [changeMs - 1_000, changeMs].map((ms) => localTime(ms, zone));
        expect(instantsOf(after ?? '', zone).kind).not.toBe('never');
        const skips = Date.parse(`${after}Z`) - Date.parse(`${before}Z`) > 1_000;
        const [first, last] = skips
          ? [
              localTime(Date.parse(`${before}Z`) + 1_000, 'UTC'),
              localTime(Date.parse(`${after}Z`) - 1_000, 'UTC'),
            ]
          : [after, before];
        const kind = skips ? 'never' : 'twice';
        expect([zone, first, instantsOf(first ?? '', zone).kind]).toEqual([zone, first, kind]);
        expect([zone, last, instantsOf(last ?? '', zone).kind]).toEqual([zone, last, kind]);
      }
    }
  });
});

describe('a local time as doo writes it', () => {
  it.each([
    '2026-02-29 00:00:00',
    '2026-13-01 00:00:00',
    '2026-11-31 10:00:00',
    '2026-11-20 24:00:00',
    '2026-11-20 10:60:00',
    '2026-11-20',
    '2026-11-20T10:00:00',
    ' 2026-11-20 10:00:00',
    '0000-01-01 00:00:00',
    '',
  ])('is not %j', (text) => {
    expect(isLocalTime(text)).toBe(false);
    expect(() => instantsOf(text, BERLIN)).toThrow(RangeError);
  });

  it.each(['2028-02-29 23:59:59', '2026-11-20 00:00:00', '1970-01-01 00:00:00'])(
    'is %j',
    (text) => {
      expect(isLocalTime(text)).toBe(true);
    },
  );

  it('can be read in every zone, to the ends of the calendar', () => {
    for (const zone of Intl.supportedValuesOf('timeZone'))
      for (const local of ['0001-01-05 00:00:00', '9999-12-27 00:00:00'])
        expect([isLocalTime(local), instantsOf(local, zone).kind]).toEqual([true, 'once']);
  });
});

/** Instants (to the second) at which a zone changes its clocks within `days` of `fromMs`. */
function clockChanges(zone: string, fromMs: number, days: number): number[] {
  const offsetMs = (atMs: number) => Date.parse(`${localTime(atMs, zone)}Z`) - atMs;
  const found: number[] = [];
  for (let day = 0; day < days; day += 7) {
    let lowMs = fromMs + day * 86_400_000;
    let highMs = lowMs + 7 * 86_400_000;
    if (offsetMs(lowMs) === offsetMs(highMs)) continue;
    const lowOffsetMs = offsetMs(lowMs);
    while (highMs - lowMs > 1_000) {
      const middleMs = lowMs + Math.floor((highMs - lowMs) / 2_000) * 1_000;
      if (offsetMs(middleMs) === lowOffsetMs) lowMs = middleMs;
      else highMs = middleMs;
    }
    found.push(highMs);
  }
  return found;
}
