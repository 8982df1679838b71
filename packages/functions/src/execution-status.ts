/** Statuses of an execution that has ended without a result (Lambda API: ExecutionStatus). */
export const UNREPORTED: readonly string[] = ['FAILED', 'STOPPED', 'TIMED_OUT'];
