/** Minutes since midnight: from the first, up to and without the second. */
export interface DaySpan {
  readonly fromMinute: number;
  readonly toMinute: number;
}

/** The hours of a week in which somebody is there to decide. */
export interface OfficeHours {
  /** IANA zone of the hours. */
  readonly timeZone: string;
  /** From Monday to Sunday, in the order of the day; no two of a day meet. */
  readonly days: readonly (readonly DaySpan[])[];
  /** As they were set. */
  readonly text: string;
}

export type ParsedHours =
  | { readonly ok: true; readonly hours: Omit<OfficeHours, 'timeZone'> }
  /** What is expected, in words that quote nothing. */
  | { readonly ok: false; readonly expected: string };

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const DAY = DAYS.join('|');
const PART = new RegExp(`^(${DAY})(?:-(${DAY}))? +(\\d\\d):(\\d\\d)-(\\d\\d):(\\d\\d)$`);
const MOST_CHARS = 200;
const DAY_MINUTES = 24 * 60;

const FORM = 'days and times such as Mon-Fri 08:00-18:00, several with commas';

/**
 * Reads `Mon-Fri 08:00-18:00`, or several of them with commas. Days go from Monday to Sunday, and times
 * from 00:00 to 24:00 of one day; what could be read in two ways is refused.
 */
export function parseOfficeHours(text: string): ParsedHours {
  if (text.length > MOST_CHARS) return refused(`at most ${MOST_CHARS} characters`);
  const days: DaySpan[][] = DAYS.map(() => []);
  const parts = text.split(',').map((part) => part.trim().replace(/ +/g, ' '));
  for (const part of parts) {
    const [, first = '', last = first, ...times] = PART.exec(part) ?? [];
    if (first === '') return refused(FORM);
    const [from, to] = [DAYS.indexOf(first), DAYS.indexOf(last)];
    if (to < from) return refused('days from the earlier to the later, Mon before Sun');
    const [fromMinute, toMinute] = minutesOf(times);
    if (fromMinute === undefined || toMinute === undefined)
      return refused('times from 00:00 to 24:00');
    if (toMinute <= fromMinute)
      return refused(
        'times that end later on the same day; across midnight, one part until 24:00 and one from 00:00',
      );
    for (const day of days.slice(from, to + 1)) day.push({ fromMinute, toMinute });
  }
  for (const day of days) day.sort((one, other) => one.fromMinute - other.fromMinute);
  if (days.some(overlap)) return refused('times of a day that do not overlap');
  return { ok: true, hours: { days, text: parts.join(', ') } };
}

function refused(expected: string): ParsedHours {
  return { ok: false, expected };
}

function minutesOf([fromHour, fromMin, toHour, toMin]: readonly string[]) {
  return [
    [fromHour, fromMin],
    [toHour, toMin],
  ].map(([hour, minute]) => {
    const minutes = Number(hour) * 60 + Number(minute);
    return Number(minute) < 60 && minutes <= DAY_MINUTES ? minutes : undefined;
  });
}

function overlap(day: readonly DaySpan[]): boolean {
  return day.some(({ fromMinute }, index) => {
    const before = day[index - 1];
    return before !== undefined && fromMinute < before.toMinute;
  });
}
