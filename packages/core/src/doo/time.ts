/**
 * doo's times: strings `Y-m-d H:i:s` without an offset, in one named zone. Offsets come from the runtime's time
 * zone data. Whole seconds, years 0001 to 9999, IANA zone names throughout.
 */

/** The instants of a local time (milliseconds since the epoch): one, two or none. */
export type Instants =
  | { readonly kind: 'once'; readonly atMs: number }
  | { readonly kind: 'twice'; readonly firstMs: number; readonly secondMs: number }
  /** The clocks go from `skippedFrom` to `skippedTo`, which is the first local time that exists again. */
  | { readonly kind: 'never'; readonly skippedFrom: string; readonly skippedTo: string };

/** A clock change from one local time to another, earlier or later. */
export interface ClockChange {
  readonly atMs: number;
  readonly from: string;
  readonly to: string;
}

const DAY_MS = 86_400_000;
const FIRST_MS = Date.parse('0001-01-03T00:00:00Z');
const LAST_MS = Date.parse('9999-12-29T00:00:00Z');

/**
 * Formats an instant as local time in doo's format; truncates fractions of a second.
 * @throws RangeError for an instant outside the years 0001 to 9999, or a zone that does not exist
 */
export function localTime(atMs: number, timeZone: string): string {
  return msToLocal(localMsOf(atMs, timeZone));
}

/**
 * The instants that are called `local` in a zone.
 * @throws RangeError for a text that is not a valid date and time, or a zone that does not exist
 */
export function instantsOf(local: string, timeZone: string): Instants {
  const localMs = localToMs(local);
  const [firstMs, secondMs] = candidatesMs(localMs, timeZone);
  if (firstMs === undefined) {
    const { from, to } = clockChangeAt(local, timeZone);
    return { kind: 'never', skippedFrom: from, skippedTo: to };
  }
  return secondMs === undefined
    ? { kind: 'once', atMs: firstMs }
    : { kind: 'twice', firstMs, secondMs };
}

/**
 * The clock change that makes `local` exist twice or never.
 * @throws RangeError as `instantsOf` does, and when no clock change is within a day of it
 */
export function clockChangeAt(local: string, timeZone: string): ClockChange {
  const localMs = localToMs(local);
  let beforeMs = localMs - DAY_MS;
  let atMs = localMs + DAY_MS;
  const offsetBeforeMs = offsetAtMs(beforeMs, timeZone);
  const offsetAfterMs = offsetAtMs(atMs, timeZone);
  if (offsetBeforeMs === offsetAfterMs) throw new RangeError('no clock change near this time');
  while (atMs - beforeMs > 1_000) {
    const middleMs = beforeMs + Math.floor((atMs - beforeMs) / 2_000) * 1_000;
    if (offsetAtMs(middleMs, timeZone) === offsetBeforeMs) beforeMs = middleMs;
    else atMs = middleMs;
  }
  return { atMs, from: msToLocal(atMs + offsetBeforeMs), to: msToLocal(atMs + offsetAfterMs) };
}

/** Whether a text is a valid date and time in doo's format, in any zone. */
export function isLocalTime(text: string): boolean {
  const match = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)$/.exec(text);
  if (match === null) return false;
  const ms = Date.parse(`${text.replace(' ', 'T')}Z`);
  return ms - 2 * DAY_MS >= FIRST_MS && ms + 2 * DAY_MS <= LAST_MS && msToLocal(ms) === text;
}

/**
 * A clock change is within a day of the local times that it affects, so only the offsets a day before and a day
 * after can apply (like the Temporal proposal's GetPossibleEpochNanoseconds).
 */
function candidatesMs(localMs: number, timeZone: string): readonly number[] {
  const offsetsMs = new Set(
    [localMs - DAY_MS, localMs + DAY_MS].map((atMs) => offsetAtMs(atMs, timeZone)),
  );
  return [...offsetsMs]
    .map((offsetMs) => localMs - offsetMs)
    .filter((atMs) => localMsOf(atMs, timeZone) === localMs)
    .sort((one, other) => one - other);
}

function offsetAtMs(atMs: number, timeZone: string): number {
  return localMsOf(atMs, timeZone) - atMs;
}

/** The wall-clock time at an instant, as if it were UTC. */
function localMsOf(atMs: number, timeZone: string): number {
  if (!(atMs >= FIRST_MS && atMs <= LAST_MS)) throw new RangeError('an instant of no year of doo');
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(atMs)
      .map(({ type, value }) => [type, value]),
  );
  const year = (parts.get('year') ?? '').padStart(4, '0');
  const rest = ['month', 'day', 'hour', 'minute', 'second'] as const;
  const [month, day, hour, minute, second] = rest.map((type) => parts.get(type));
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Creating a format takes milliseconds; using it is cheap. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  formats.set(timeZone, made);
  return made;
}

function localToMs(local: string): number {
  if (!isLocalTime(local)) throw new RangeError('no time of the calendar');
  return Date.parse(`${local.replace(' ', 'T')}Z`);
}

function msToLocal(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
}
