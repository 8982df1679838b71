import { clockChangeAt, instantsOf, localTime } from '../doo/time.ts';
import type { DaySpan, OfficeHours } from './office-hours.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const WEEK_MS = 7 * DAY_MS;

/**
 * When so much office time has passed since `fromMs`; without office hours all time counts. A time that
 * the clocks skip is the moment of their change, and one that comes twice counts from its first to its last.
 * @param latestMs the answer where it would be later
 */
export function afterOfficeTime(
  fromMs: number,
  durationMs: number,
  hours: OfficeHours | undefined,
  latestMs: number,
): number {
  if (hours === undefined || durationMs <= 0) return Math.min(fromMs + durationMs, latestMs);
  let leftMs = durationMs;
  let countedMs = fromMs;
  let dayMs = Date.parse(`${localTime(fromMs, hours.timeZone).slice(0, 10)}T00:00:00Z`);
  for (; ; dayMs += DAY_MS)
    for (const span of hours.days[weekdayOf(dayMs)] ?? []) {
      const beginsMs = instantAt(dayMs, span.fromMinute, hours.timeZone, 'first');
      const startMs = Math.max(countedMs, beginsMs);
      if (startMs >= latestMs) return latestMs;
      const endMs = instantAt(dayMs, span.toMinute, hours.timeZone, 'last');
      if (startMs + leftMs <= endMs) return Math.min(startMs + leftMs, latestMs);
      leftMs -= Math.max(0, endMs - startMs);
      countedMs = Math.max(startMs, endMs);
    }
}

/** The longest that so much office time can take, whenever it begins; clock changes left aside. */
export function longestOfficeWaitMs(durationMs: number, { days }: OfficeHours): number {
  const spans = days.flatMap((day, index) => day.map((span) => inWeek(index, span)));
  const weekMs = spans.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
  const wholeWeeks = Math.ceil(durationMs / weekMs) - 1;
  const restMs = durationMs - wholeWeeks * weekMs;
  const waits = spans.map((_, index) => waitFrom(spans, index, restMs));
  return wholeWeeks * WEEK_MS + Math.max(...waits);
}

interface WeekSpan {
  readonly fromMs: number;
  readonly toMs: number;
}

/** From the end of one span until so much has passed in those after it, of one week at most. */
function waitFrom(spans: readonly WeekSpan[], index: number, durationMs: number): number {
  const beganMs = spans[index]?.toMs ?? 0;
  const next = [
    ...spans.slice(index + 1),
    ...spans.map(({ fromMs, toMs }) => ({ fromMs: fromMs + WEEK_MS, toMs: toMs + WEEK_MS })),
  ];
  let leftMs = durationMs;
  for (const { fromMs, toMs } of next) {
    if (fromMs + leftMs <= toMs) return fromMs + leftMs - beganMs;
    leftMs -= toMs - fromMs;
  }
  return WEEK_MS;
}

function inWeek(day: number, { fromMinute, toMinute }: DaySpan): WeekSpan {
  const at = (minute: number) => day * DAY_MS + minute * MINUTE_MS;
  return { fromMs: at(fromMinute), toMs: at(toMinute) };
}

/** 0 for Monday. */
function weekdayOf(dayMs: number): number {
  return (new Date(dayMs).getUTCDay() + 6) % 7;
}

function instantAt(
  dayMs: number,
  minute: number,
  timeZone: string,
  which: 'first' | 'last',
): number {
  const local = new Date(dayMs + minute * MINUTE_MS).toISOString().slice(0, 19).replace('T', ' ');
  const instants = instantsOf(local, timeZone);
  switch (instants.kind) {
    case 'once':
      return instants.atMs;
    case 'twice':
      return which === 'first' ? instants.firstMs : instants.secondMs;
    case 'never':
      return clockChangeAt(local, timeZone).atMs;
  }
}
