/** The line of JSON that the workflow writes when the outcome of a target is unknown, as an alarm counts it. */
export const UNKNOWN_OUTCOME = { event: 'target_ended', outcome: 'unknown' } as const;

/** The line that the slack function writes for whatever it refuses at the door. */
export const REFUSED_DELIVERY = { event: 'delivery_refused' } as const;

/** The same for what has a signature that this stage's signing secret did not make. */
export const FOREIGN_SIGNATURE = { event: 'delivery_refused', reason: 'signature' } as const;

/** The line that worker writes when it has compared all cards with all executions. */
export const DAILY_RUN = { event: 'task_done', task: 'reconcile' } as const;

/** The pattern that finds lines with all these fields (AWS docs: Filter pattern syntax for JSON). */
export function patternOf(fields: Readonly<Record<string, string>>): string {
  const equalities = Object.entries(fields).map(([name, value]) => `$.${name} = "${value}"`);
  return `{ ${equalities.join(' && ')} }`;
}
