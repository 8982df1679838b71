import { localTime } from '../doo/time.ts';
import type { WindowContext } from '../repush/window.ts';

/** Which end of a window a time is: it decides to which side an unclear one is read. */
export type Side = 'since' | 'until';

const DAY_MS = 86_400_000;

/** The last day of a month as a date; that of December for a month that is none. */
export function lastDayOfMonth(year: number, month: number): string {
  const real = month < 1 || month > 12 ? 12 : month;
  return new Date(Date.UTC(year, real, 0)).toISOString().slice(0, 10);
}

/** The closest time that can be read, for ways of writing one that cannot. */
export function repairedMoment(
  value: string,
  side: Side,
  { nowMs, timeZone }: WindowContext,
): string | undefined {
  const now = localTime(nowMs, timeZone);
  const today = now.slice(0, 10);
  const yesterday = localTime(nowMs - DAY_MS, timeZone).slice(0, 10);
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(value);
  if (dotted !== null)
    return `${dotted[3]}-${dotted[2]?.padStart(2, '0')}-${dotted[1]?.padStart(2, '0')}`;
  const clock = /^(\d{1,2}):(\d{2})$/.exec(value);
  if (clock !== null) {
    const time = `${clock[1]?.padStart(2, '0')}:${clock[2]}`;
    return `${time <= now.slice(11, 16) ? today : yesterday}T${time}`;
  }
  if (/^(?:today|heute)$/i.test(value)) return today;
  if (/^(?:yesterday|gestern)$/i.test(value)) return yesterday;
  if (/^now$/i.test(value)) return side === 'until' ? '0m' : undefined;
  return repairedDuration(value);
}

const RELATIVE =
  /^(?:last|past|-)?\s*(\d{1,6}(?:[.,]\d{1,3})?)\s*(s|m|h|d|w|mo|y)?[a-z]{0,8}\s*(?:ago)?$/i;

function repairedDuration(value: string): string | undefined {
  const [match, amount = '', given = 'h'] = RELATIVE.exec(value) ?? [];
  if (match === undefined) return undefined;
  const count = Number(amount.replace(',', '.'));
  const unit = /mo/i.test(value) ? 'mo' : given.toLowerCase();
  if (unit === 'mo' || unit === 'y') return `${Math.ceil(count * (unit === 'y' ? 365 : 30))}d`;
  if (Number.isInteger(count) && unit !== 's') return `${count}${unit}`;
  const unitMin: Readonly<Record<string, number>> = { s: 1 / 60, m: 1, h: 60, d: 1_440, w: 10_080 };
  return `${Math.max(1, Math.ceil(count * (unitMin[unit] ?? 60)))}m`;
}
