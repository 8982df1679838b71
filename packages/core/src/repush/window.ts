import { clockChangeAt, instantsOf, isLocalTime, localTime } from '../doo/time.ts';

/** A window as doo takes it: local times `Y-m-d H:i:s`. An absent end is open. */
export interface DooWindow {
  readonly after?: string;
  readonly before?: string;
}

/** How many seconds before the request each end was that was given as a time ago, such as `2h`. */
export interface WindowAgo {
  readonly after?: number | undefined;
  readonly before?: number | undefined;
}

export interface WindowContext {
  /** The IANA zone in which doo interprets its times. */
  readonly timeZone: string;
  readonly nowMs: number;
}

/** A valid window with its instants (milliseconds since the epoch), or its errors. */
export type WindowReading =
  | {
      readonly ok: true;
      readonly window: DooWindow;
      readonly afterMs?: number;
      readonly beforeMs?: number;
      /** Sentences for the requester about ambiguous times and how they were resolved. */
      readonly notes: readonly string[];
    }
  | { readonly ok: false; readonly faults: { readonly after?: string; readonly before?: string } };

type Side = keyof DooWindow;

const MINUTE_MS = 60_000;

type SideReading =
  | { readonly ok: true; readonly atMs: number; readonly note?: string }
  | { readonly ok: false; readonly fault: string };

/**
 * Validates a window: each end is a valid time that exists in the zone, *after* is not in the future, and
 * *after* precedes *before*. A repeated hour resolves to the wider window, with a note. Errors are whole
 * sentences: what is wrong and what to choose.
 */
export function readWindow(
  { after, before }: { readonly after?: string; readonly before?: string },
  { timeZone, nowMs }: WindowContext,
): WindowReading {
  const start = after === undefined ? undefined : readSide('after', after, timeZone);
  const end = before === undefined ? undefined : readSide('before', before, timeZone);
  const faults = {
    ...(start?.ok === false && { after: start.fault }),
    ...(end?.ok === false && { before: end.fault }),
  };
  if (after !== undefined && start?.ok && start.atMs > nowMs)
    faults.after = `${timeWords(after)} is in the future: it's ${wordsBeside(localTime(nowMs, timeZone), after)} in ${timeZone}. Pick an earlier time.`;
  if (after !== undefined && before !== undefined && start?.ok && end?.ok && after >= before)
    faults.before = "The end isn't after the start. Pick a later end or an earlier start.";
  if (start?.ok === false || end?.ok === false || Object.keys(faults).length > 0)
    return { ok: false, faults };

  return {
    ok: true,
    window: { ...(after !== undefined && { after }), ...(before !== undefined && { before }) },
    ...(start !== undefined && { afterMs: start.atMs }),
    ...(end !== undefined && { beforeMs: end.atMs }),
    notes: [start?.note, end?.note].filter((note) => note !== undefined),
  };
}

/** An instant as a local time, widened to a whole minute: down for `after`, up for `before`. */
export function wholeMinute(side: Side, atMs: number, timeZone: string): string {
  const seconds = Number(localTime(atMs, timeZone).slice(17));
  const minuteMs = Math.floor(atMs / 1_000) * 1_000 - seconds * 1_000;
  const isDown = side === 'after' || minuteMs === atMs;
  return localTime(isDown ? minuteMs : minuteMs + MINUTE_MS, timeZone);
}

/**
 * The window with each end that was given as a time ago where it is at `nowMs`; other ends stay.
 * @returns `undefined` if no end was given so, or nothing would be left of the window
 */
export function movedOn(
  window: { readonly after?: string | undefined; readonly before?: string | undefined },
  ago: WindowAgo,
  { timeZone, nowMs }: WindowContext,
): DooWindow | undefined {
  if (ago.after === undefined && ago.before === undefined) return undefined;
  const now = (side: Side) => {
    const { [side]: agoS } = ago;
    return agoS === undefined ? window[side] : wholeMinute(side, nowMs - agoS * 1_000, timeZone);
  };
  const [after, before] = [now('after'), now('before')];
  const moved = {
    ...(after !== undefined && { after }),
    ...(before !== undefined && { before }),
  };
  return readWindow(moved, { timeZone, nowMs }).ok ? moved : undefined;
}

function readSide(side: Side, local: string, timeZone: string): SideReading {
  if (!isLocalTime(local))
    return {
      ok: false,
      fault: "That isn't a date and time. Write it like 2026-11-20 14:30:00.",
    };
  const instants = instantsOf(local, timeZone);
  switch (instants.kind) {
    case 'once':
      return { ok: true, atMs: instants.atMs };
    case 'never':
      return { ok: false, fault: skippedWords(local, timeZone) };
    case 'twice': {
      const atMs = side === 'after' ? instants.firstMs : instants.secondMs;
      return { ok: true, atMs, note: repeatedWords(side, local, timeZone) };
    }
  }
}

function skippedWords(local: string, timeZone: string): string {
  const { from, to } = clockChangeAt(local, timeZone);
  const near = (time: string) => wordsBeside(time, local);
  return `${timeWords(local)} doesn't exist in ${timeZone}: clocks skip from ${near(from)} to ${near(to)}. Pick ${near(to)} or ${near(minuteBefore(from))}.`;
}

/** doo takes a string without an offset, so we cannot know which of the two it will read. */
function repeatedWords(side: Side, local: string, timeZone: string): string {
  const { from, to } = clockChangeAt(local, timeZone);
  const near = (time: string) => wordsBeside(time, local);
  const [reading, sure] =
    side === 'after' ? ['first', near(minuteBefore(to))] : ['second', near(from)];
  return `${timeWords(local)} happens twice in ${timeZone}: clocks go back from ${near(from)} to ${near(to)}. We count the ${reading}; doo may take the other. To be safe, pick ${sure}.`;
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/**
 * Formats a local time for a sentence: `02:30 on 29 March 2026`, with seconds only if they are not zero.
 */
export function timeWords(local: string): string {
  return `${clock(local)} on ${Number(local.slice(8, 10))} ${MONTHS[Number(local.slice(5, 7)) - 1]} ${local.slice(0, 4)}`;
}

/** The same, without the date if `other` has the same date. */
function wordsBeside(local: string, other: string): string {
  return local.slice(0, 10) === other.slice(0, 10) ? clock(local) : timeWords(local);
}

function clock(local: string): string {
  return local.endsWith(':00') ? local.slice(11, 16) : local.slice(11);
}

function minuteBefore(local: string): string {
  return localTime(Date.parse(`${local.replace(' ', 'T')}Z`) - MINUTE_MS, 'UTC');
}
