import * as z from 'zod';
import type { Clock } from '../../clock.ts';
import { type Answer, gatewayRefusal } from './answer.ts';

export const limitSettingsSchema = z.object({
  perSecond: z.int().positive().nullable(),
  perDay: z.int().positive().nullable(),
  /** Whether a 429 carries Retry-After; doo's documents do not mention the header. */
  retryAfter: z.boolean(),
  /** Whether responses say how many calls remain today; doo's documents do not mention this either. */
  tellsLeft: z.boolean().default(false),
});

/** How many calls one API key may make; `null` switches a limit off. */
export type LimitSettings = Readonly<z.infer<typeof limitSettingsSchema>>;

export const dayCountSchema = z.object({ apiKey: z.string(), day: z.int(), count: z.int() });

/** How many calls an API key has made on one UTC day, counted in days since the epoch. */
export type DayCount = Readonly<z.infer<typeof dayCountSchema>>;

export interface Limits {
  readonly settings: LimitSettings;
  change(settings: Partial<LimitSettings>): void;
  /** Counts a call, or returns the 429 that refuses it. */
  admit(apiKey: string): Answer | undefined;
  dayCounts(): DayCount[];
  /** How many calls a response says remain today; `undefined` if it says nothing. */
  leftToday(apiKey: string): number | undefined;
}

/** doo docs: Authorization, default limits of an API key. */
export const DOCUMENTED_LIMITS: LimitSettings = {
  perSecond: 1,
  perDay: 1000,
  retryAfter: false,
  tellsLeft: false,
};

/** A second counts as 950 ms, so that timer jitter does not break calls paced at 1000 ms. */
const SECOND_WINDOW_MS = 950;
const DAY_MS = 24 * 60 * 60 * 1000;

/** The body of a 429, for a second or for the rest of the day. Assumed: doo documents none. */
export function tooManyRequests(scope: 'second' | 'day', retryAfter?: string): Answer {
  const message = scope === 'day' ? 'Limit Exceeded' : 'Too Many Requests';
  return gatewayRefusal(
    429,
    message,
    retryAfter === undefined ? {} : { 'retry-after': retryAfter },
  );
}

/** Limits by `clock`; a day ends at midnight UTC (doo does not document when its day resets). */
export function createLimits(
  clock: Pick<Clock, 'now'>,
  initial: LimitSettings,
  dayCounts: readonly DayCount[] = [],
): Limits {
  let settings = initial;
  const recent = new Map<string, number[]>();
  const days = new Map(dayCounts.map((entry) => [entry.apiKey, entry]));

  function countToday(apiKey: string, day: number): number {
    const entry = days.get(apiKey);
    return entry?.day === day ? entry.count : 0;
  }

  function refuse(scope: 'second' | 'day', waitMs: number): Answer {
    const seconds = Math.max(1, Math.ceil(waitMs / 1000));
    return tooManyRequests(scope, settings.retryAfter ? String(seconds) : undefined);
  }

  return {
    get settings() {
      return settings;
    },
    change(changes) {
      settings = { ...settings, ...changes };
    },
    admit(apiKey) {
      const nowMs = clock.now();
      const day = Math.floor(nowMs / DAY_MS);
      const count = countToday(apiKey, day);
      if (settings.perDay !== null && count >= settings.perDay) {
        return refuse('day', (day + 1) * DAY_MS - nowMs);
      }
      const times = (recent.get(apiKey) ?? []).filter((time) => nowMs - time < SECOND_WINDOW_MS);
      if (settings.perSecond !== null && times.length >= settings.perSecond) {
        return refuse('second', SECOND_WINDOW_MS);
      }
      recent.set(apiKey, [...times, nowMs]);
      days.set(apiKey, { apiKey, day, count: count + 1 });
      return undefined;
    },
    dayCounts: () => [...days.values()],
    leftToday(apiKey) {
      if (!settings.tellsLeft || settings.perDay === null) return undefined;
      return settings.perDay - countToday(apiKey, Math.floor(clock.now() / DAY_MS));
    },
  };
}
