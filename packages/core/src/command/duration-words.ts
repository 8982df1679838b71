const SECOND = 1;
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Units of fixed length, which excludes months and years. */
const UNITS: readonly (readonly [RegExp, number])[] = [
  [/^(?:s|secs?|seconds?|sek|sekunden?)$/, SECOND],
  [/^(?:m|mins?|minutes?|minuten?)$/, MINUTE],
  [/^(?:h|hrs?|hours?|std|stdn|stunden?)$/, HOUR],
  [/^(?:d|days?|tage?|tagen)$/, DAY],
  [/^(?:w|wks?|weeks?|wochen?)$/, 7 * DAY],
];

const NUMBERS: Readonly<Record<string, number>> = {
  'half an': 0.5,
  'half a': 0.5,
  'eine halbe': 0.5,
  'einer halben': 0.5,
  'one and a half': 1.5,
  anderthalb: 1.5,
  eineinhalb: 1.5,
  zweieinhalb: 2.5,
};
const COUNTED = [
  ['ein', 'eine', 'einer', 'einem', 'einen', 'a', 'an', 'one'],
  ['zwei', 'two'],
  ['drei', 'three'],
  ['vier', 'four'],
  ['fünf', 'five'],
  ['sechs', 'six'],
  ['sieben', 'seven'],
  ['acht', 'eight'],
  ['neun', 'nine'],
  ['zehn', 'ten'],
  ['elf', 'eleven'],
  ['zwölf', 'twelve'],
];

const BEFORE =
  /^(?:-|vor |(?:in )?(?:(?:the|den|die|der) )?(?:letzten|letzte|letzter|vergangenen|last|past) )/;
const BEHIND = / (?:ago|her|zuvor)$/;
const PART =
  /^(\d{1,6}(?:[.,]\d{1,2})?|(?:half an?|eine halbe|einer halben|one and a half|\p{L}+) ) ?(\p{L}{1,8})\.?(?:(?:,| und| and)? |$|(?=\d))/u;
const MOST_CHARS = 60;
const MOST_PARTS = 4;

/** `2:30 Stunden`, `2h30`: minutes without their unit. */
const CLOCKED = /^(\d{1,3})(?::(\d\d) ?(?:h|hrs?|hours|std\.?|stunden)|h(\d\d))$/;

/**
 * Parses a duration in German or English (`2 stunden`, `vor 1,5 std.`, `an hour and 30 minutes ago`,
 * `letzte stunde`) to seconds; `undefined` unless the whole text is one.
 */
export function readDuration(text: string): number | undefined {
  const plain = text.toLowerCase().replace(/\s+/g, ' ').trim();
  // `08:30h` and `0830h` are times of day: nobody writes how long ago with a zero in front.
  if (plain.length > MOST_CHARS || /^0\d/.test(plain)) return undefined;
  if (/^(?:die |the |in der )?(?:letzten?|last|past) (?:stunde|hour)$/.test(plain)) return HOUR;
  let rest = plain
    .replace(BEFORE, '')
    .replace(BEHIND, '')
    .replace(/(\d)(?:½| 1\/2)(?= ?\p{L})/u, '$1.5');
  const [clocked, hours, minutes, minutesBehind] = CLOCKED.exec(rest) ?? [];
  if (clocked !== undefined)
    return Number(hours) * HOUR + Number(minutes ?? minutesBehind) * MINUTE;
  const parts: number[] = [];
  while (rest !== '' && parts.length < MOST_PARTS) {
    const [all = '', amount = '', unit = ''] = PART.exec(rest) ?? [];
    const seconds = secondsOf(amount, unit);
    if (seconds === undefined) return undefined;
    parts.push(seconds);
    rest = rest.slice(all.length);
  }
  if (rest !== '' || parts.length === 0) return undefined;
  return Math.round(parts.reduce((sum, part) => sum + part, 0));
}

function secondsOf(amount: string, name: string): number | undefined {
  const unit = UNITS.find(([names]) => names.test(name))?.[1];
  const count = /^\d/.test(amount) ? Number(amount.replace(',', '.')) : numberOf(amount.trim());
  return unit === undefined || count === undefined ? undefined : count * unit;
}

function numberOf(word: string): number | undefined {
  if (Object.hasOwn(NUMBERS, word)) return NUMBERS[word];
  const index = COUNTED.findIndex((words) => words.includes(word));
  return index < 0 ? undefined : index + 1;
}
