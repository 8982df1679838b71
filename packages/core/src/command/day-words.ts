/** The reference point for a day without a year or a day given by name. */
export interface DayContext {
  /** `Y-m-d` */
  readonly today: string;
  /** The end of the window that the day sets. A window never starts in the future. */
  readonly side: 'since' | 'until';
}

const DAY_MS = 86_400_000;

const DAYS_AGO: Readonly<Record<string, number>> = {
  today: 0,
  heute: 0,
  yesterday: 1,
  gestern: 1,
  vorgestern: 2,
  'day before yesterday': 2,
  tomorrow: -1,
  morgen: -1,
};

const WEEKDAYS = [
  /^(?:sonntag|so|sunday|sun)\.?$/,
  /^(?:montag|mo|monday|mon)\.?$/,
  /^(?:dienstag|di|tuesday|tues?)\.?$/,
  /^(?:mittwoch|mi|wednesday|wed)\.?$/,
  /^(?:donnerstag|do|thursday|thu(?:rs?)?)\.?$/,
  /^(?:freitag|fr|friday|fri)\.?$/,
  /^(?:samstag|sonnabend|sa|saturday|sat)\.?$/,
];

const MONTHS = [
  /^(?:januar|jänner|january|jan)$/,
  /^(?:februar|feber|february|feb)$/,
  /^(?:märz|maerz|march|mär|mrz|mar)$/,
  /^(?:april|apr)$/,
  /^(?:mai|may)$/,
  /^(?:juni|june|jun)$/,
  /^(?:juli|july|jul)$/,
  /^(?:august|aug)$/,
  /^(?:september|sept|sep)$/,
  /^(?:oktober|october|okt|oct)$/,
  /^(?:november|nov)$/,
  /^(?:dezember|december|dez|dec)$/,
];

const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/;
const COMPACT = /^((?:19|20)\d\d)(\d\d)(\d\d)$/;
/** Two digits behind a space are a year only in `20. 11. 26`: in `20.11. 14` they may be an hour. */
const DOTTED =
  /^(\d{1,2})\. ?(\d{1,2})(?:\.|\. ?([1-9]\d{3})|\.(\d{2})|(?<=\. \d{1,2})\. (\d{2}))?$/;
const SLASHED = /^(\d{1,2})([-/])(\d{1,2})(?:\2([1-9]\d{3}|\d{2}))?$/;
const DAY_AND_MONTH =
  /^(\d{1,2})(?:\.|st|nd|rd|th)?[ -]?(?:of )?(\p{L}{3,9})\.?(?:[ -]?([1-9]\d{3}|(?<=[ -])\d{2}))?$/u;
const MONTH_AND_DAY = /^(\p{L}{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?(?: ([1-9]\d{3}))?$/u;

/**
 * The days that a text may mean, as `Y-m-d`: a date with or without a year, in the order that its
 * separators or numbers imply, a weekday, or both. A day without a year, and a weekday, are the most recent
 * ones.
 * @param text lower case, single spaces
 */
export function readDay(text: string, context: DayContext): readonly string[] {
  const plain = text.replace(/^(?:am|on|den|dem|vom|the) /, '');
  const ago = Object.hasOwn(DAYS_AGO, plain) ? DAYS_AGO[plain] : undefined;
  if (ago !== undefined) return [shifted(context.today, -ago)];
  return [...readWeekday(plain, context), ...readDate(plain, context), ...readBoth(plain, context)];
}

function readWeekday(text: string, { today }: DayContext): readonly string[] {
  const [, last, name = ''] = /^((?:letzte[nmr]|vergangene[nmr]|last) )?(.+)$/.exec(text) ?? [];
  const weekday = WEEKDAYS.findIndex((names) => names.test(name));
  if (weekday < 0) return [];
  const daysAgo = (weekdayOf(today) - weekday + 7) % 7;
  if (daysAgo > 0) return [shifted(today, -daysAgo)];
  return last === undefined ? [today, shifted(today, -7)] : [shifted(today, -7)];
}

/** A weekday followed by a date: both must agree. */
function readBoth(text: string, context: DayContext): readonly string[] {
  const [, name = '', rest = ''] = /^(\p{L}+\.?) (.+)$/u.exec(text) ?? [];
  const weekday = WEEKDAYS.findIndex((names) => names.test(name));
  if (weekday < 0) return [];
  const date = rest.replace(/^(?:den|dem|the) /, '');
  return readDate(date, context).filter((each) => weekdayOf(each) === weekday);
}

function readDate(text: string, context: DayContext): readonly string[] {
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst !== null) return dates(context, [yearFirst[4], yearFirst[3], yearFirst[1]]);
  const compact = COMPACT.exec(text);
  if (compact !== null) return dates(context, [compact[3], compact[2], compact[1]]);
  const dotted = DOTTED.exec(text);
  if (dotted !== null)
    return dates(context, [dotted[1], dotted[2], dotted[3] ?? dotted[4] ?? dotted[5]]);
  const slashed = SLASHED.exec(text);
  if (slashed !== null) {
    const [, one, mark, two, year] = slashed;
    const isYearFirst = mark === '-' && year?.length === 2;
    return dates(
      context,
      [one, two, year],
      [two, one, year],
      ...(isYearFirst ? [[year, two, one]] : []),
    );
  }
  const [, day, month, year] = DAY_AND_MONTH.exec(text) ?? swapped(MONTH_AND_DAY.exec(text));
  return day === undefined ? [] : dates(context, [day, monthOf(month), year]);
}

function swapped(match: RegExpExecArray | null): readonly (string | undefined)[] {
  return match === null ? [] : [match[0], match[2], match[1], match[3]];
}

function monthOf(name = ''): string {
  return String(MONTHS.findIndex((names) => names.test(name)) + 1);
}

type Parts = readonly (string | undefined)[];

/** The days that the numbers mean in each of the given orders, without duplicates. */
function dates(context: DayContext, ...orders: readonly Parts[]): readonly string[] {
  const all = orders.flatMap(([day = '', month = '', year]) => {
    const rest = `-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    if (year === undefined) return withoutYear(rest, context);
    return [`${year.length === 2 ? `20${year}` : year}${rest}`];
  });
  return [...new Set(all.filter(isDate))];
}

/** The most recent such day. If it is not in this year, the end of a window may also be the next one. */
function withoutYear(rest: string, { today, side }: DayContext): readonly string[] {
  const year = Number(today.slice(0, 4));
  const thisYear = `${year}${rest}`;
  if (thisYear <= today) return [thisYear];
  const before = `${year - 1}${rest}`;
  return side === 'since' ? [before] : [thisYear, before];
}

function isDate(date: string): boolean {
  const ms = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(date);
}

function weekdayOf(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay();
}

/** Adds `days` to a date. */
export function shifted(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}
