/** Parts of the day that tell which half of it a 12-hour time is in. */
const MORNING = /^(?:morgens|früh|vormittags)$/;
const EVENING = /^(?:nachmittags|abends)$/;

const CLOCK =
  /^(?:(?:um|at|@) ?)?(\d{1,2})(?:[:.](\d{2})(?::(\d{2}))?)?(?: ?(uhr|h|a\.?m\.?|p\.?m\.?))?(?: (\d{2}))?(?: (morgens|früh|vormittags|nachmittags|abends))?$/;
/** `0830`, `1430 uhr`, `0830h`: four digits, which are an hour for sure with a zero or a unit. */
const DIGITS = /^(?:(?:um|at) )?(?:(0\d)([0-5]\d) ?h?|([0-2]\d)([0-5]\d) ?(?:uhr|h))$/;
/** `14h30` */
const HOURS_BETWEEN = /^(?:(?:um|at) )?(\d{1,2}) ?h ?([0-5]\d)$/;
const NOON = /^(?:(?:um|at) )?(?:mittag|mittags|noon|12 uhr mittags)$/;

/**
 * The times of day that a text may mean (`14:30`, `14.30 uhr`, `9 uhr`, `9 uhr 30`, `2pm`, `24:00`), as
 * `H:i:s`. A bare number does not count: it could be anything.
 * @param text lower case, single spaces
 * @param isOnDay whether it stands beside a day, where `14h` is no duration
 */
export function readClock(text: string, isOnDay = false): readonly string[] {
  if (NOON.test(text)) return ['12:00:00'];
  const digits = DIGITS.exec(text) ?? HOURS_BETWEEN.exec(text);
  if (digits !== null) {
    const [hour = '', minutes = ''] = digits.slice(1).filter((part) => part !== undefined);
    return Number(hour) < 24 ? [`${hour.padStart(2, '0')}:${minutes}:00`] : [];
  }
  const match = CLOCK.exec(text);
  if (match === null) return [];
  const [, hour = '', minute, second = '00', mark = '', after, part = ''] = match;
  const isUhr = mark === 'uhr';
  if (after !== undefined && !(isUhr && minute === undefined)) return [];
  if (minute === undefined && (mark === '' || (mark === 'h' && !isOnDay))) return [];
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

/**
 * Converts a 12-hour time to 24 hours. Next to a half of the day, an hour above 12 is valid only in the
 * second half.
 */
function hourOf(hour: number, half: Half): number | undefined {
  if (half === undefined) return hour;
  if (hour > 12) return half === 'second' ? hour : undefined;
  if (hour === 0) return undefined;
  return (hour % 12) + (half === 'second' ? 12 : 0);
}
