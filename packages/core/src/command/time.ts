import { instantsOf, isLocalTime, localTime } from '../doo/time.ts';
import { readWindow, timeWords, type WindowContext } from '../repush/window.ts';
import { lastDayOfMonth, repairedMoment, type Side } from './time-suggestion.ts';

export type MomentReading =
  | {
      readonly ok: true;
      /** The instant as it was given, to the second for a clock time. */
      readonly atMs: number;
      /** The same as doo's local time, widened to a whole minute, as the form's fields hold it. */
      readonly local: string;
      /** What was read into it, as a sentence. */
      readonly note?: string;
    }
  | { readonly ok: false; readonly message: string; readonly repair?: string };

const MINUTE_MS = 60_000;
const DAY_MIN = 1_440;
const UNIT_MIN = { m: 1, h: 60, d: DAY_MIN, w: 7 * DAY_MIN };
const LONGEST_MIN = 10 * 366 * DAY_MIN;
const FIRST_YEAR = 1970;
const LAST_YEAR = 2100;
const DURATION = /^(?=\d)(?:(\d{1,6})w)?(?:(\d{1,6})d)?(?:(\d{1,6})h)?(?:(\d{1,6})m)?$/;
const LONG_UNIT = /(?<=\d)\s*(minute|min|hour|hr|day|week)s?\b/g;
const DASHES = /[‐‑‒–—―−]/g;
const CALENDAR =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[T ]|\s*,\s*)(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d{1,9})?\s?(Z|[+-]\d{2}:?\d{2})?)?$/i;

/**
 * Reads a time of a command line: how long ago (`30m`, `2h`, `1h30m`, `3d`, `2w`; a day is 24
 * hours) or a date with or without a time, in the zone of `context` unless it carries an offset.
 * A date alone is its start for `since`, its end for `until`.
 */
export function readMoment(text: string, side: Side, context: WindowContext): MomentReading {
  const value = text.replace(DASHES, '-').trim();
  const minutes = durationMin(value);
  if (minutes !== undefined) {
    if (minutes > LONGEST_MIN)
      return { ok: false, message: 'That reaches back more than ten years.' };
    return widened(context.nowMs - minutes * MINUTE_MS, side, context);
  }
  const date = CALENDAR.exec(value);
  if (date !== null) return readCalendar(date, side, context);
  const repair = repairedMoment(value, side, context);
  return {
    ok: false,
    message: 'Give how long ago, like 30m, 2h, 3d or 1w, or a time like 2026-11-20T14:30.',
    ...(repair !== undefined && { repair }),
  };
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
  if (Number(year) < FIRST_YEAR || Number(year) > LAST_YEAR)
    return { ok: false, message: `Give a year from ${FIRST_YEAR} to ${LAST_YEAR}.` };
  if (!isLocalTime(`${date} 00:00:00`))
    return {
      ok: false,
      message: `The calendar has no ${date}.`,
      repair: lastDayOfMonth(Number(year), Number(month)),
    };
  if (hour === undefined) return readDay(date, side, context);
  const local = `${date} ${two(hour)}:${minute}:${second}`;
  if (!isLocalTime(local))
    return { ok: false, message: `No clock shows ${local.slice(11)}.`, repair: date };
  if (offset === undefined) return readLocal(local, side, context);
  const sign = /^z$/i.test(offset) ? 'Z' : `${offset.slice(0, 3)}:${offset.slice(-2)}`;
  const atMs = Date.parse(`${local.replace(' ', 'T')}${sign}`);
  return Number.isNaN(atMs)
    ? { ok: false, message: `"${offset}" is no offset from UTC.`, repair: local.replace(' ', 'T') }
    : widened(atMs, side, context);
}

/** A date alone, from its first moment to its last. */
function readDay(date: string, side: Side, context: WindowContext): MomentReading {
  if (side === 'since') return widened(startOfDayMs(date, context.timeZone), side, context);
  const next = new Date(Date.parse(`${date}T00:00:00Z`) + DAY_MIN * MINUTE_MS)
    .toISOString()
    .slice(0, 10);
  const end = widened(startOfDayMs(next, context.timeZone), side, context);
  return end.ok
    ? { ...end, note: `until:${date} takes in that whole day: before ${timeWords(end.local)}.` }
    : end;
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
  if (!read.ok) {
    const instants = instantsOf(local, timeZone);
    const repair = instants.kind === 'never' ? instants.skippedTo.replace(' ', 'T') : undefined;
    const message = read.faults[key] ?? '';
    return { ok: false, message, ...(repair !== undefined && { repair }) };
  }
  return widened(read.afterMs ?? read.beforeMs ?? Number.NaN, side, context);
}

/** The same instant as a local time: `since` back to a whole minute, `until` on to one. */
function widened(atMs: number, side: Side, { timeZone }: WindowContext): MomentReading {
  const seconds = Number(localTime(atMs, timeZone).slice(17));
  const minuteMs = Math.floor(atMs / 1_000) * 1_000 - seconds * 1_000;
  const wholeMs = side === 'since' || minuteMs === atMs ? minuteMs : minuteMs + MINUTE_MS;
  return { ok: true, atMs, local: localTime(wholeMs, timeZone) };
}
