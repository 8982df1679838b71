/** The longest that one request may wait, in days. */
export const LONGEST_WAITS_DAYS = {
  /** For a decision: the upper bound of APPROVAL_TIMEOUT_HOURS. */
  decision: 14,
  /** For a person to resolve an outcome that is unknown. */
  resolution: 7,
  /** For the answer to "did it arrive?". */
  arrival: 7,
} as const;

/** What an execution gets in all: more than its waits together, the time of sends and reports. */
export const EXECUTION_TIMEOUT_DAYS = 30;

/** How long AWS keeps an execution that has ended: the most that Lambda allows. */
export const EXECUTION_RETENTION_DAYS = 90;
