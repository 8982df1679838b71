/** Statuses of an execution that has ended without a result (Lambda API: ExecutionStatus). */
export const UNREPORTED: readonly string[] = ['FAILED', 'STOPPED', 'TIMED_OUT'];

/** Statuses of an execution that has yet to end (AWS docs: Pausing and resuming durable executions). */
export const UNENDED: readonly string[] = ['RUNNING', 'PAUSING', 'PAUSED'];

/** Somebody halts an execution, or has AWS forget one that has ended (AWS docs: Deleting durable executions). */
export const HALTED: readonly string[] = ['PAUSING', 'PAUSED', 'DELETING'];
