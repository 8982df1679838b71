const MINUTE_MS = 60_000;

/**
 * How long a function may run, and an execution in all, in milliseconds: as they are deployed, which
 * tests compare. For `slack` it is longer than Slack waits, so that a late answer is seen.
 */
export const TIME_LIMITS_MS = {
  slack: 10_000,
  repush: 5 * MINUTE_MS,
  worker: 5 * MINUTE_MS,
  lookup: 10_000,
  execution: 57 * 24 * 60 * MINUTE_MS,
} as const;
