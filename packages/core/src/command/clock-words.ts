/** Parts of the day that say which half of it an hour of twelve is in. */
const MORNING = /^(?:morgens|früh|vormittags)$/;
const EVENING = /^(?:nachmittags|abends)$/;

const CLOCK =
  /^(?:(?:um|at|@) ?)?(\d{1,2})(?:[:.](\d{2})(?::(\d{2}))?)?(?: ?(uhr|h|a\.?m\.?|p\.?m\.?))?(?: (\d{2}))?(?: (morgens|früh|vormittags|nachmittags|abends))?$/;
const NOON = /^(?:(?:um|at) )?(?:mittag|mittags|noon|12 uhr mittags)$/;

/**
 * The times of day that a text may mean (`14:30`, `14.30 uhr`, `9 uhr`, `9 uhr 30`, `2pm`, `24:00`),
 * as `H:i:s`. An hour alone is none: nothing says what it counts.
 * @param text in lower case, with single spaces
 */
export function readClock(text: string): readonly string[] {
  if (NOON.test(text)) return ['12:00:00'];
  const match = CLOCK.exec(text);
  if (match === null) return [];
  const [, hour = '', minute, second = '00', mark = '', after, part = ''] = match;
  const isUhr = mark === 'uhr';
  if (after !== undefined && !(isUhr && minute === undefined)) return [];
  if (minute === undefined && (mark === '' || mark === 'h')) return [];
  const half = halfOf(mark, part);
  if (half === 'contradiction') return [];
  if (part !== '' && Number(hour) === 12) return [];
  const hours = hourOf(Number(hour), half);
  const clock = `${String(hours).padStart(2, '0')}:${minute ?? after ?? '00'}:${second}`;
  return hours !== undefined && /^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d$|^24:00:00$/.test(clock)
    ? [clock]
    : [];
}

type Half = 'first' | 'second' | undefined;

function halfOf(mark: string, part: string): Half | 'contradiction' {
  const meridiem = mark.startsWith('a') ? 'first' : mark.startsWith('p') ? 'second' : undefined;
  const said = MORNING.test(part) ? 'first' : EVENING.test(part) ? 'second' : undefined;
  if (meridiem !== undefined) return said === undefined ? meridiem : 'contradiction';
  return said;
}

/** An hour of twelve in its half of the day; an hour of 24 beside a half is only right in the second. */
function hourOf(hour: number, half: Half): number | undefined {
  if (half === undefined) return hour;
  if (hour > 12) return half === 'second' ? hour : undefined;
  if (hour === 0) return undefined;
  return (hour % 12) + (half === 'second' ? 12 : 0);
}
