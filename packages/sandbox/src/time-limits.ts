const MINUTE_MS = 60_000;

/**
 * How long a function may run, and an execution in total, in milliseconds: as deployed, which tests
 * check. `slack` may run longer than Slack waits, so that a late response is seen.
 */
export const TIME_LIMITS_MS = {
  slack: 10_000,
  repush: 5 * MINUTE_MS,
  worker: 5 * MINUTE_MS,
  lookup: 10_000,
  execution: 57 * 24 * 60 * MINUTE_MS,
} as const;
