const DAY_MS = 24 * 3_600_000;

/** The time of day, such as `22:46`. */
export function timeOfDay(atMs: number, timeZone: string): string {
  return format(atMs, timeZone, { hour: '2-digit', minute: '2-digit' });
}

/** The time of day with seconds, such as `22:46:07`. */
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

/** A message timestamp in milliseconds. */
export function msOfTs(ts: string): number {
  return Math.floor(Number(ts) * 1000);
}

/** A date as Slack formats it for a reader (Slack docs: Date formatting). Unknown tokens are kept. */
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
  };
  return tokens.replace(/\{([a-z_]+)\}/g, (token, name: string) => words[name]?.() ?? token);
}

/**
 * Creating a formatter costs a hundred times more than using it: one per format and time zone is kept.
 */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, options]);
  const known = formatters.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formatters.set(key, known);
  return known;
}

function format(atMs: number, timeZone: string, options: Intl.DateTimeFormatOptions): string {
  return formatter('en-GB', { ...options, timeZone }).format(atMs);
}

/** Every time zone's offset is a multiple of a quarter of an hour, so no quarter spans two days. */
const QUARTER_MS = 15 * 60_000;
const days = new Map<string, string>();

/** The day such as `2026-11-20`, the format of the Swedish locale. */
export function isoDay(atMs: number, timeZone: string): string {
  const key = `${timeZone} ${Math.floor(atMs / QUARTER_MS)}`;
  const day = days.get(key) ?? formatter('sv-SE', { timeZone }).format(atMs);
  days.set(key, day);
  return day;
}

function nearDay(atMs: number, nowMs: number, timeZone: string): string | undefined {
  const day = isoDay(atMs, timeZone);
  if (day === isoDay(nowMs, timeZone)) return 'today';
  if (day === isoDay(nowMs - DAY_MS, timeZone)) return 'yesterday';
  if (day === isoDay(nowMs + DAY_MS, timeZone)) return 'tomorrow';
  return undefined;
}
