import type { OfficeHours } from './office-hours.ts';
import { afterOfficeTime, longestOfficeWaitMs } from './office-time.ts';

const HOUR_MS = 3_600_000;

/** The longest that a request may wait for a decision, in real time, whatever the office hours are. */
export const LONGEST_DECISION_MS = 14 * 24 * HOUR_MS;
/** How long before a request expires it is reminded of for the last time. */
export const LAST_REMINDER_MS = HOUR_MS;

/** How long a request waits for a decision, and when it is reminded of meanwhile. */
export interface WaitingRules {
  readonly timeoutMs: number;
  /** Only these count; without them all time does. */
  readonly officeHours?: OfficeHours;
  /** Left out: nobody is reminded. */
  readonly remindAfterMs?: number;
}

/** When a request that was asked for at a time expires, and when it is reminded of until then. */
export interface WaitingTimes {
  readonly expiresAtMs: number;
  /** In their order, two at most. */
  readonly remindAtMs: readonly number[];
}

export function waitingTimes(
  askedAtMs: number,
  { timeoutMs, officeHours, remindAfterMs }: WaitingRules,
): WaitingTimes {
  const latestMs = askedAtMs + LONGEST_DECISION_MS;
  const after = (ms: number) => afterOfficeTime(askedAtMs, ms, officeHours, latestMs);
  const reminders =
    remindAfterMs === undefined ? [] : [remindAfterMs, timeoutMs - LAST_REMINDER_MS];
  const expiresAtMs = after(timeoutMs);
  const remindAtMs = [...new Set(reminders)]
    .filter((ms) => ms > 0)
    .map(after)
    .filter((atMs) => atMs < expiresAtMs)
    .sort((one, other) => one - other);
  return { expiresAtMs, remindAtMs };
}

/** The longest that a request can wait by these rules, in real time. A clock change may add an hour. */
export function longestDecisionMs({ timeoutMs, officeHours }: WaitingRules): number {
  return officeHours === undefined ? timeoutMs : longestOfficeWaitMs(timeoutMs, officeHours);
}
