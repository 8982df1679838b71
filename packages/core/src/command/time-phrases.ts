import { localTime } from '../doo/time.ts';
import type { CommandContext } from './command.ts';
import { readDuration } from './duration-words.ts';
import { writtenTimes } from './natural-time.ts';
import type { Side } from './time.ts';

/** What words without a keyword say of the window. */
export interface TimePhrases {
  /** The other words. */
  readonly rest: readonly string[];
  readonly since: readonly string[];
  readonly until: readonly string[];
  /** The day for the time of day that follows. */
  readonly day?: string;
  /** Two numbers of which all between may be meant. */
  readonly range?: readonly [string, string];
}

const MOST_WORDS = 6;
const MOST_PHRASES = 3;
const BETWEEN = /^(?:between|zwischen)$/i;
const AND = /^(?:and|und|bis|to|[-–—])$/i;
const SPAN = /^(?:last|past|letzten?|letzte[mr]|vergangenen)$/i;
const ARTICLE = /^(?:die|der|den|the|in)$/i;
const FROM = /^(?:vo[nm]|from|ab|seit|since)$/i;
const TO = /^(?:bis|to|until|till)$/i;
const PART_OF_DAY =
  /^(?:früh|morgens?|vormittags?|nachmittags?|abends?|nachts?|morning|afternoon|evening|night)(?!\p{L})/iu;
const ZONE = /^\(?(?:utc|gmt|mez|cet|mesz|cest|bst|e[sd]t|p[sd]t)(?!\p{L})/iu;
const CLOCKLIKE = /^\d{1,2}(?:[:.h]\d|\s?(?:uhr|h|am|pm))/i;
const HOUR = /^\d{1,2}$/;
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?$/i;
const LONG_NUMBER = /^\d{3,15}$/;
const CLOCKS =
  /^(\d{1,2})(?:[:.](\d\d))? ?(uhr|am|pm)? ?[-–—] ?(\d{1,2}(?:[:.]\d\d)?) ?(uhr|am|pm)?$/i;

/**
 * Takes from a run of words what can only be times: `zwischen 14 und 16 Uhr`, `gestern 14:00-16:00`,
 * `letzte 2 Stunden`, and a day or time right in front of a keyword (`gestern | von 14 bis 16 Uhr`).
 */
export function timePhrases(
  words: readonly string[],
  context: CommandContext,
  next?: NextTime,
): TimePhrases {
  let found: TimePhrases = { rest: words, since: [], until: [] };
  for (let phrase = 0; phrase < MOST_PHRASES; phrase++) {
    const { rest, since, until } = found;
    const more =
      between(rest, context, [BETWEEN, AND]) ??
      between(rest, context, [FROM, TO]) ??
      clockRange(rest, context) ??
      lastSpan(rest);
    if (more === undefined) break;
    found = {
      ...found,
      ...more,
      since: [...since, ...more.since],
      until: [...until, ...more.until],
    };
  }
  const last = next && before(found.rest, context, next);
  return last === undefined ? found : { ...found, ...last, since: [...found.since, ...last.since] };
}

/** A keyword behind the words that sets an end of the window. */
export interface NextTime {
  readonly side: Side;
  readonly key: string;
  readonly value: string;
}

/** `zwischen A und B` or `von A bis B`, with the day in front of it. */
function between(
  words: readonly string[],
  context: CommandContext,
  [opening, joining]: readonly [RegExp, RegExp],
): TimePhrases | undefined {
  const at = words.findIndex((word) => opening.test(word));
  if (at < 0) return undefined;
  const from = words.slice(at + 1, at + 1 + MOST_WORDS);
  const and = from.findIndex((word, index) => index > 0 && joining.test(word));
  if (and < 0) return undefined;
  const [first, second] = [from.slice(0, and).join(' '), words.slice(at + 2 + and)];
  const [only = ''] = second;
  if (LONG_NUMBER.test(first) && LONG_NUMBER.test(only))
    return {
      rest: [...words.slice(0, at), ...second.slice(1)],
      since: [],
      until: [],
      range: [first, only],
    };
  if (!HOUR.test(first) && !isTime(first, context)) return undefined;
  const count = longest(second, (text) => isTime(text, context)) || (HOUR.test(only) ? 1 : 0);
  if (count === 0 || goesOn(second[count] ?? '')) return undefined;
  const { day, rest } = dayBefore(words.slice(0, at), context);
  return {
    rest: [...rest, ...second.slice(count)],
    since: [joined(day, first)],
    until: [
      second
        .slice(0, count)
        .join(' ')
        .replace(/[,;]+$/, ''),
    ],
  };
}

/** `14:00-16:00`, `2-4pm`, `14 - 16 Uhr`, with the day in front of it. */
function clockRange(words: readonly string[], context: CommandContext): TimePhrases | undefined {
  for (let at = 0; at < words.length; at++) {
    const count = longest(words.slice(at), (text) => CLOCKS.test(text));
    if (count === 0) continue;
    const [, hour = '', minute, unit = '', end = '', endUnit = ''] =
      CLOCKS.exec(words.slice(at, at + count).join(' ')) ?? [];
    const isClock = endUnit !== '' || (minute !== undefined && /[:.]/.test(end));
    if (!isClock || (endUnit === '' && !end.includes(':'))) continue;
    if (goesOn(words[at + count] ?? '')) continue;
    const { day, rest } = dayBefore(words.slice(0, at), context);
    const first = `${minute === undefined ? hour : `${hour}:${minute}`}${spaced(unit)}`;
    return {
      rest: [...rest, ...words.slice(at + count)],
      since: [joined(day, first)],
      until: [`${end}${spaced(endUnit)}`],
    };
  }
  return undefined;
}

/** `die letzten 2 Stunden`. */
function lastSpan(words: readonly string[]): TimePhrases | undefined {
  const at = words.findIndex((word) => SPAN.test(word));
  if (at < 0) return undefined;
  const count = longest(words.slice(at), (text) => readDuration(text) !== undefined);
  if (count < 2) return undefined;
  const article = ARTICLE.test(words[at - 1] ?? '') ? 1 : 0;
  return {
    rest: [...words.slice(0, at - article), ...words.slice(at + count)],
    since: [words.slice(at, at + count).join(' ')],
    until: [],
  };
}

/** `gestern` in front of `von 14 …`, or `20.11. 14:00` in front of `bis …`. */
function before(
  words: readonly string[],
  context: CommandContext,
  next: NextTime,
): TimePhrases | undefined {
  if (next.side === 'since') {
    if (!isClock(next.value, context)) return undefined;
    const { day, rest } = dayBefore(words, context);
    return day === undefined ? undefined : { rest, since: [], until: [], day };
  }
  for (let count = Math.min(MOST_WORDS, words.length); count > 0; count--) {
    const text = words.slice(-count).join(' ');
    if (isTime(text, context)) return { rest: words.slice(0, -count), since: [text], until: [] };
  }
  // `9 bis 11`: an hour, and no event ID.
  const hour = words.at(-1) ?? '';
  if (!HOUR.test(hour) || !TO.test(next.key) || !isClock(next.value, context)) return undefined;
  const { day, rest } = dayBefore(words.slice(0, -1), context);
  return { rest, since: [joined(day, hour)], until: [] };
}

/** The day that the words end with. */
function dayBefore(
  words: readonly string[],
  context: CommandContext,
): { readonly day?: string; readonly rest: readonly string[] } {
  for (let count = Math.min(MOST_WORDS, words.length); count > 0; count--) {
    const text = words.slice(-count).join(' ');
    const times = timesOf(text, context);
    if (times.length > 0 && times.every(({ clock }) => clock === undefined))
      return { day: text, rest: words.slice(0, -count) };
  }
  return { rest: words };
}

/** How many of the first words are together what is looked for, at most. */
function longest(words: readonly string[], is: (text: string) => boolean): number {
  for (let count = Math.min(MOST_WORDS, words.length); count > 0; count--)
    if (is(words.slice(0, count).join(' '))) return count;
  return 0;
}

function timesOf(text: string, { nowMs, timeZone }: CommandContext) {
  const today = localTime(nowMs, timeZone).slice(0, 10);
  return writtenTimes(text.replace(/[,;]+$/, ''), { today, side: 'since' });
}

function isTime(text: string, context: CommandContext): boolean {
  return ISO.test(text) || timesOf(text, context).length > 0;
}

/** A time of day without its day. */
function isClock(text: string, context: CommandContext): boolean {
  const times = timesOf(text, context);
  return HOUR.test(text) || (times.length > 0 && times.every(({ date }) => date === undefined));
}

function joined(day: string | undefined, time: string): string {
  return day === undefined ? time : `${day} ${time}`;
}

function spaced(unit: string): string {
  return unit === '' ? '' : ` ${unit}`;
}

/** Whether a time goes on with what changes it: a part of the day (`heute früh`), a time that cannot be read, a zone. */
export function goesOn(behind: string): boolean {
  return PART_OF_DAY.test(behind) || CLOCKLIKE.test(behind) || ZONE.test(behind);
}

/** Whether a word begins a window whose end follows. */
export function beginsWindow(word: string): boolean {
  return FROM.test(word) || BETWEEN.test(word);
}
