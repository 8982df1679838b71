const DAY_MS = 24 * 3_600_000;

/** The time of day, as `22:46`. */
export function timeOfDay(atMs: number, timeZone: string): string {
  return format(atMs, timeZone, { hour: '2-digit', minute: '2-digit' });
}

/** The time of day with seconds, as `22:46:07`. */
export function timeWithSeconds(atMs: number, timeZone: string): string {
  return format(atMs, timeZone, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
}

/** Date and time in full, for titles. */
export function fullTime(atMs: number, timeZone: string): string {
  return format(atMs, timeZone, { dateStyle: 'full', timeStyle: 'medium' });
}

/** The heading of a day in a channel: today, yesterday or the date. */
export function dayHeading(atMs: number, nowMs: number, timeZone: string): string {
  const near = nearDay(atMs, nowMs, timeZone);
  if (near !== undefined) return near.charAt(0).toUpperCase() + near.slice(1);
  return format(atMs, timeZone, { weekday: 'long', day: 'numeric', month: 'long' });
}

/** The milliseconds of a message's timestamp. */
export function msOfTs(ts: string): number {
  return Math.floor(Number(ts) * 1000);
}

/**
 * A date as Slack formats it for a reader (Slack docs: Date formatting). Tokens that are not known
 * stay as they are.
 */
export function slackDate(atMs: number, tokens: string, nowMs: number, timeZone: string): string {
  const near = nearDay(atMs, nowMs, timeZone);
  const long = () => format(atMs, timeZone, { dateStyle: 'long' });
  const short = () => format(atMs, timeZone, { dateStyle: 'medium' });
  const words: Readonly<Record<string, () => string>> = {
    date_num: () => isoDay(atMs, timeZone),
    date: long,
    date_long: () => format(atMs, timeZone, { dateStyle: 'full' }),
    date_short: short,
    date_pretty: () => near ?? long(),
    date_short_pretty: () => near ?? short(),
    date_long_pretty: () => near ?? format(atMs, timeZone, { dateStyle: 'full' }),
    time: () => timeOfDay(atMs, timeZone),
    time_secs: () => timeWithSeconds(atMs, timeZone),
    ago: () => ago(nowMs - atMs),
  };
  return tokens.replace(/\{([a-z_]+)\}/g, (token, name: string) => words[name]?.() ?? token);
}

/** Making a formatter costs a hundred times more than using it, so there is one for each shape and zone. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, options]);
  const known = formatters.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formatters.set(key, known);
  return known;
}

const relative = new Intl.RelativeTimeFormat('en-GB');

function format(atMs: number, timeZone: string, options: Intl.DateTimeFormatOptions): string {
  return formatter('en-GB', { ...options, timeZone }).format(atMs);
}

/** The day as `2026-11-20`, which is how Swedish writes it. */
function isoDay(atMs: number, timeZone: string): string {
  return formatter('sv-SE', { timeZone }).format(atMs);
}

function nearDay(atMs: number, nowMs: number, timeZone: string): string | undefined {
  const day = isoDay(atMs, timeZone);
  if (day === isoDay(nowMs, timeZone)) return 'today';
  if (day === isoDay(nowMs - DAY_MS, timeZone)) return 'yesterday';
  if (day === isoDay(nowMs + DAY_MS, timeZone)) return 'tomorrow';
  return undefined;
}

function ago(passedMs: number): string {
  const minutes = Math.round(passedMs / 60_000);
  if (Math.abs(minutes) < 1) return 'just now';
  if (Math.abs(minutes) < 90) return relative.format(-minutes, 'minute');
  const hours = Math.round(minutes / 60);
  return Math.abs(hours) < 36
    ? relative.format(-hours, 'hour')
    : relative.format(-Math.round(hours / 24), 'day');
}
