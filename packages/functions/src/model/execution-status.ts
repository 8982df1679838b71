/** Statuses of an execution that ended without a result (Lambda API: ExecutionStatus). */
export const UNREPORTED: readonly string[] = ['FAILED', 'STOPPED', 'TIMED_OUT'];

/** Statuses of an execution that has not ended (AWS docs: Pausing and resuming durable executions). */
export const UNENDED: readonly string[] = ['RUNNING', 'PAUSING', 'PAUSED'];

/**
 * Statuses of an execution that somebody paused, or had AWS delete after its end (AWS docs: Deleting
 * durable executions).
 */
export const HALTED: readonly string[] = ['PAUSING', 'PAUSED', 'DELETING'];
