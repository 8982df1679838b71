import { isLocalTime } from '../doo/time.ts';
import { readClock } from './clock-words.ts';
import { type DayContext, readDay } from './day-words.ts';

/** A calendar day, a time of day, or both, as written by a person. */
export interface WrittenTime {
  /** `Y-m-d` */
  readonly date?: string;
  /** `H:i:s`, up to 24:00:00 */
  readonly clock?: string;
}

/** Longer than any time that people write. */
const MOST_CHARS = 60;
const MOST_WORDS = 9;

/**
 * Every day, time of day, or combination in either order that a text may mean, in German and English: none
 * if it is not a time, several if it is ambiguous.
 */
export function writtenTimes(text: string, context: DayContext): readonly WrittenTime[] {
  const plain = text
    .toLowerCase()
    .replace(/[\s,]+/g, ' ')
    .replace(/(?<=\d{4})(?:t| - )(?=\d{1,2}[:.]\d\d)/, ' ')
    .trim();
  const words = plain.split(' ');
  if (plain.length > MOST_CHARS || words.length > MOST_WORDS) return [];
  const found = [
    ...readDay(plain, context).map((date): WrittenTime => ({ date })),
    ...readClock(plain).map((clock): WrittenTime => ({ clock })),
    ...words.slice(1).flatMap((_, index) => {
      const [first, second] = [words.slice(0, index + 1), words.slice(index + 1)];
      return bothOf(first.join(' '), second.join(' '), context);
    }),
  ];
  const distinct = new Map(found.map((each) => [`${each.date} ${each.clock}`, each]));
  return [...distinct.values()].filter(({ date }) => date === undefined || exists(date));
}

function bothOf(first: string, second: string, context: DayContext): readonly WrittenTime[] {
  const [day, time] = [readDay(first, context), readClock(second, true)];
  if (day.length > 0 && time.length > 0) return pairs(day, time);
  const [clock, date] = [readClock(first), readDay(second, context)];
  return pairs(date, clock);
}

function pairs(dates: readonly string[], clocks: readonly string[]): readonly WrittenTime[] {
  return dates.flatMap((date) => clocks.map((clock) => ({ date, clock })));
}

function exists(date: string): boolean {
  return isLocalTime(`${date} 00:00:00`);
}
