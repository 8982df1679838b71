/** The workflow's log line for a target with an unknown outcome, which an alarm counts. */
export const UNKNOWN_OUTCOME = { event: 'target_ended', outcome: 'unknown' } as const;

/** The slack function's log line for a delivery that its guard refuses. */
export const REFUSED_DELIVERY = { event: 'delivery_refused' } as const;

/** The same for a well-formed signature that was not made with this stage's signing secret. */
export const FOREIGN_SIGNATURE = { event: 'delivery_refused', reason: 'signature' } as const;

/** The worker's log line for a completed comparison of all cards with all executions. */
export const DAILY_RUN = { event: 'task_done', task: 'reconcile' } as const;

/** A pattern that matches lines with all these fields (AWS docs: Filter pattern syntax for JSON). */
export function patternOf(fields: Readonly<Record<string, string>>): string {
  const equalities = Object.entries(fields).map(([name, value]) => `$.${name} = "${value}"`);
  return `{ ${equalities.join(' && ')} }`;
}
