import { shorten } from '../repush/event-ids.ts';
import type { WindowAgo } from '../repush/window.ts';
import type { LineContext } from './line-context.ts';
import { leaveOpen, leftOutWords, type Reading, written } from './parse-state.ts';
import type { Moment, Side } from './time.ts';

/** The ends of a line's window as doo's local times. */
export interface TimesOfLine {
  readonly since?: string;
  readonly until?: string;
  /** Of the ends that were given so. */
  readonly ago: WindowAgo;
}

/**
 * The local times of both ends of a line's window. An end that cannot be read, or has two different values,
 * is named and left open. A time of day alone takes the day of the other end.
 */
export function readTimes(reading: Reading, context: LineContext): TimesOfLine {
  completeHour(reading);
  const since = readEnd(reading, 'since', context);
  const until = readEnd(reading, 'until', context, since?.day);
  if (since?.isClock && until?.day !== undefined && !until.isClock && until.day !== since.day) {
    const [text = ''] = reading.times.since;
    leaveOpen(
      reading,
      'since',
      `"since:${shorten(text)}" may be a time of ${until.day} or of ${since.day}: write its day.`,
    );
    return { until: until.local, ago: {} };
  }
  return {
    ...(since && { since: since.local }),
    ...(until && { until: until.local }),
    ago: {
      ...(since?.agoS !== undefined && { after: since.agoS }),
      ...(until?.agoS !== undefined && { before: until.agoS }),
    },
  };
}

const BARE_HOUR = /^(.*(?:^|\s))(\d{1,2})$/;
const UNIT = /^.*?(\d{1,2})(?:[:.]\d\d)? ?(uhr|am|pm)$/i;

/** `von 14 bis 16 Uhr`, `from 2 to 4pm`: the start has the unit of the end, where it comes before it. */
function completeHour({ times: { since, until } }: Reading): void {
  const [, before = '', hour = ''] = BARE_HOUR.exec(since[0] ?? '') ?? [];
  const [, end = '', unit = ''] = UNIT.exec(until[0] ?? '') ?? [];
  if (since.length !== 1 || until.length !== 1 || hour === '' || unit === '') return;
  const isHalfDay = !/uhr/i.test(unit);
  const hours = (text: string) => (isHalfDay ? Number(text) % 12 : Number(text));
  if (hours(hour) < hours(end) || !isHalfDay) since[0] = `${before}${hour} ${unit}`;
}

function readEnd(
  reading: Reading,
  side: Side,
  context: LineContext,
  day?: string,
): Moment | undefined {
  const texts = [...new Set(reading.times[side])];
  const moments: (Moment & { readonly text: string })[] = [];
  for (const text of texts) {
    const moment = context.readTime(text, side, day);
    if (moment.ok) moments.push({ ...moment, text });
    else leaveOpen(reading, side, unreadWords(side, text, moment.message));
  }
  const [first, ...more] = moments;
  const other = more.findIndex(({ local }) => local !== first?.local);
  if (other >= 0)
    leaveOpen(
      reading,
      side,
      `"${written(side, shorten(texts[0] ?? ''))}" and "${written(side, shorten(texts[other + 1] ?? ''))}" contradict each other: give one of them.`,
    );
  if (first !== undefined && other < 0 && reading.open.has(side))
    reading.faults.push(leftOutWords(written(side, first.text)));
  if (first === undefined || reading.open.has(side)) return undefined;
  reading.fragments[side] = written(side, texts[0] ?? '');
  if (first.note !== undefined) reading.notes.push(first.note);
  return first;
}

/** A time followed by what may be an event ID. */
const NUMBER_BEHIND = /\S\s+\d{4,15}$/;

function unreadWords(side: Side, text: string, message: string): string {
  const hint = NUMBER_BEHIND.test(text)
    ? ' Event IDs come before since: and until:, or after ids:.'
    : '';
  return `"${side}:${shorten(text)}" cannot be used. ${message}${hint}`;
}
