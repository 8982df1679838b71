import { instantsOf, isLocalTime, localTime } from '../doo/time.ts';
import { MAX_AGO_S } from '../repush/limits.ts';
import { readWindow, timeWords, type WindowContext, wholeMinute } from '../repush/window.ts';
import { cleanText } from '../typed-text.ts';
import { shifted } from './day-words.ts';
import { readDuration } from './duration-words.ts';
import { type WrittenTime, writtenTimes } from './natural-time.ts';
import { type InZone, zoneBehind } from './zone-words.ts';

/** Which end of a window a time sets. An ambiguous time is resolved by it. */
export type Side = 'since' | 'until';

export type MomentReading = Moment | { readonly ok: false; readonly message: string };

export interface Moment {
  readonly ok: true;
  /** The instant as given, to the second for a time of day. */
  readonly atMs: number;
  /** The same as doo's local time, widened to a whole minute, as the form's fields store it. */
  readonly local: string;
  /** The day that was given or implied, `Y-m-d`; absent for a duration. */
  readonly day?: string;
  /** How many seconds before now, if it was given so. */
  readonly agoS?: number;
  /** Whether only a time of day was given. */
  readonly isClock?: boolean;
  /** A sentence about how the time was read. */
  readonly note?: string;
}

const DAY_MIN = 1_440;
const UNIT_MIN = { m: 1, h: 60, d: DAY_MIN, w: 7 * DAY_MIN };
const FIRST_YEAR = 1970;
const LAST_YEAR = 2100;
const DURATION = /^(?=\d)(?:(\d{1,6})w)?(?:(\d{1,6})d)?(?:(\d{1,6})h)?(?:(\d{1,6})m)?$/;
const LONG_UNIT = /(?<=\d)\s*(minute|min|hour|hr|day|week)s?\b/g;
const CALENDAR =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[T ]|\s*,\s*)(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d{1,9})?\s?(Z|[+-]\d{2}:?\d{2})?)?$/i;
const TOO_LONG: MomentReading = { ok: false, message: 'That reaches back more than ten years.' };

/**
 * Parses a time of a command line: a duration back from now (`30m`, `2h`, `1h30m`, `3d`, `2w`, `2 Stunden`;
 * a day is 24 hours), or a day, a time, or both (`2026-11-20T14:30`, `20.11. 14:30`, `yesterday 2pm`), in
 * the zone of `context` unless it carries an offset. A day alone is its start for `since` and its end for
 * `until`. Ambiguous times are rejected.
 * @param day the day for a time of day alone; by default its most recent occurrence
 */
export function readMoment(
  text: string,
  side: Side,
  context: WindowContext,
  day?: string,
): MomentReading {
  const value = cleanText(text.replace(/[—―]/g, '-'));
  const inZone = zoneBehind(value);
  if (inZone !== undefined) return readInZone(inZone, side, context);
  // `1430h` may be a time of day.
  const minutes = /^\d{4} ?h$/i.test(value) ? undefined : durationMin(value);
  if (minutes !== undefined)
    return minutes * 60 > MAX_AGO_S ? TOO_LONG : ago(minutes * 60, side, context);
  const date = CALENDAR.exec(value);
  if (date !== null) return readCalendar(date, side, context);
  return readWords(value, side, context, day);
}

/** Parses a day with its time in a zone that is named behind it. */
function readInZone(
  { text, zone, timeZone }: InZone,
  side: Side,
  context: WindowContext,
): MomentReading {
  const read = readMoment(text, side, { ...context, timeZone });
  if (!read.ok || read.day === undefined || read.isClock)
    return {
      ok: false,
      message: `Give a day and a time before ${zone}, or leave the zone out for ${context.timeZone}.`,
    };
  const moment = widened(read.atMs, side, context);
  return toldOf(`${text} ${zone}`, { ...moment, day: moment.local.slice(0, 10) });
}

function durationMin(value: string): number | undefined {
  const short = value.toLowerCase().replace(LONG_UNIT, (_, unit: string) => unit.charAt(0));
  const parts = DURATION.exec(short);
  if (parts === null) return undefined;
  const [weeks, days, hours, minutes] = parts.slice(1).map((part) => Number(part ?? 0));
  return (
    (weeks ?? 0) * UNIT_MIN.w +
    (days ?? 0) * UNIT_MIN.d +
    (hours ?? 0) * UNIT_MIN.h +
    (minutes ?? 0)
  );
}

function readCalendar(
  [, year, month, day, hour, minute, second = '00', offset]: RegExpExecArray,
  side: Side,
  context: WindowContext,
): MomentReading {
  const two = (part: string | undefined) => (part ?? '').padStart(2, '0');
  const date = `${year}-${two(month)}-${two(day)}`;
  if (hour === undefined || offset === undefined) {
    const clock = hour === undefined ? {} : { clock: `${two(hour)}:${minute}:${second}` };
    return readWritten({ date, ...clock }, side, context);
  }
  const local = `${date} ${two(hour)}:${minute}:${second}`;
  if (!isLocalTime(local)) return impossible(date, local.slice(11));
  const sign = /^z$/i.test(offset) ? 'Z' : `${offset.slice(0, 3)}:${offset.slice(-2)}`;
  const atMs = Date.parse(`${local.replace(' ', 'T')}${sign}`);
  return Number.isNaN(atMs)
    ? { ok: false, message: `"${offset}" is no offset from UTC.` }
    : widened(atMs, side, context);
}

/** Parses times in words and dates in a country's order, if they are unambiguous. */
function readWords(
  value: string,
  side: Side,
  context: WindowContext,
  day: string | undefined,
): MomentReading {
  const now = localTime(context.nowMs, context.timeZone);
  const today = now.slice(0, 10);
  const written = writtenTimes(value, { today, side });
  // On a given day, `16:00h` is a time of day, whatever it may be alone.
  const isClock = day !== undefined && written.length > 0;
  const durationS = isClock ? undefined : readDuration(value);
  if (side === 'until' && /^(?:now|jetzt)$/i.test(value)) return ago(0, side, context);
  if (durationS !== undefined && written.length === 0) {
    if (durationS > MAX_AGO_S) return TOO_LONG;
    return toldOf(value, ago(durationS, side, context));
  }
  const meant = written.flatMap((each) =>
    each.date === undefined ? onDays(each, side, now, day) : [each],
  );
  const past = side === 'since' ? meant.filter((each) => startOf(each) <= now) : meant;
  const [only, ...more] = past.length > 0 ? past : meant;
  if (only === undefined)
    return {
      ok: false,
      message:
        'Give how long ago, like 30m, 2h, 3d or 1w, or a time like 2026-11-20T14:30 or 20.11. 14:30.',
    };
  if (more.length > 0 || durationS !== undefined) {
    const ago = durationS === undefined ? [] : ['how long ago'];
    const all = [...ago, ...[only, ...more].map(wordsOf)];
    return {
      ok: false,
      message: `It may be ${all.slice(0, -1).join(', ')} or ${all.at(-1)}. Write it like ${startOf(only).slice(0, 16).replace(' ', 'T')}.`,
    };
  }
  const reading = readWritten(only, side, context);
  const isClockAlone = written.every(({ date }) => date === undefined);
  return toldOf(value, reading.ok && isClockAlone ? { ...reading, isClock: true } : reading);
}

/**
 * A time of day on the given day, or on the last day that had it. For `until` it may also be still to come.
 */
function onDays(
  { clock = '' }: WrittenTime,
  side: Side,
  now: string,
  day: string | undefined,
): readonly WrittenTime[] {
  if (day !== undefined) return [{ date: day, clock }];
  const today = now.slice(0, 10);
  if (`${today} ${clock}` <= now) return [{ date: today, clock }];
  const yesterday = { date: shifted(today, -1), clock };
  return side === 'since' ? [yesterday] : [{ date: today, clock }, yesterday];
}

function startOf({ date, clock = '00:00:00' }: WrittenTime): string {
  return `${date} ${clock}`;
}

function wordsOf({ date = '', clock }: WrittenTime): string {
  const words = timeWords(`${date} ${clock ?? '00:00:00'}`);
  return clock === undefined ? words.replace('00:00 on ', '') : words;
}

function toldOf(text: string, reading: MomentReading): MomentReading {
  if (!reading.ok || reading.note !== undefined) return reading;
  return { ...reading, note: `"${text}" was read as ${timeWords(reading.local)}.` };
}

/** A day with or without a time, in doo's zone. */
function readWritten(
  { date = '', clock }: WrittenTime,
  side: Side,
  context: WindowContext,
): MomentReading {
  const year = Number(date.slice(0, 4));
  if (year < FIRST_YEAR || year > LAST_YEAR)
    return { ok: false, message: `Give a year from ${FIRST_YEAR} to ${LAST_YEAR}.` };
  if (!isLocalTime(`${date} 00:00:00`))
    return { ok: false, message: `The calendar has no ${date}.` };
  if (clock === undefined) return readDay(date, side, context);
  const isEnd = clock === '24:00:00';
  const local = isEnd ? `${shifted(date, 1)} 00:00:00` : `${date} ${clock}`;
  if (!isLocalTime(local)) return impossible(date, clock);
  const reading = readLocal(local, side, context);
  return reading.ok ? { ...reading, day: date } : reading;
}

function impossible(date: string, clock: string): MomentReading {
  return isLocalTime(`${date} 00:00:00`)
    ? { ok: false, message: `No clock shows ${clock}.` }
    : { ok: false, message: `The calendar has no ${date}.` };
}

/** A date alone: its first moment for `since`, its last for `until`. */
function readDay(date: string, side: Side, context: WindowContext): MomentReading {
  const first = side === 'since' ? date : shifted(date, 1);
  const end = widened(startOfDayMs(first, context.timeZone), side, context);
  if (side === 'since') return { ...end, day: date };
  const note = `until:${date} takes in that whole day: before ${timeWords(end.local)}.`;
  return { ...end, day: date, note };
}

function startOfDayMs(date: string, timeZone: string): number {
  const instants = instantsOf(`${date} 00:00:00`, timeZone);
  if (instants.kind === 'once') return instants.atMs;
  if (instants.kind === 'twice') return instants.firstMs;
  const first = instantsOf(instants.skippedTo, timeZone);
  return first.kind === 'once' ? first.atMs : Number.NaN;
}

function readLocal(local: string, side: Side, context: WindowContext): MomentReading {
  const { nowMs, timeZone } = context;
  const key = side === 'since' ? 'after' : 'before';
  const read = readWindow({ [key]: local }, { nowMs, timeZone });
  if (!read.ok) return { ok: false, message: read.faults[key] ?? '' };
  return widened(read.afterMs ?? read.beforeMs ?? Number.NaN, side, context);
}

function ago(agoS: number, side: Side, context: WindowContext): Moment {
  return { ...widened(context.nowMs - agoS * 1_000, side, context), agoS };
}

function widened(atMs: number, side: Side, { timeZone }: WindowContext): Moment {
  const local = wholeMinute(side === 'since' ? 'after' : 'before', atMs, timeZone);
  return { ok: true, atMs, local };
}
