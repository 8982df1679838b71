import { changeOperation, type Execution, endExecution } from './execution.ts';
import type { Operation } from './operation.ts';

/** When the execution or one of its operations is next due without outside action; undefined if never. */
export function nextDueMs(execution: Execution): number | undefined {
  if (execution.status !== 'RUNNING') return undefined;
  let earliest = Math.min(execution.deadlineMs, execution.retryAtMs ?? Number.POSITIVE_INFINITY);
  for (const operation of execution.operations.values()) {
    earliest = Math.min(earliest, dueMs(operation) ?? Number.POSITIVE_INFINITY);
  }
  return earliest;
}

/**
 * Settles everything due at `nowMs` in due order, even when one jump of the clock makes several things
 * due with nothing running in between: waits end, retries become ready, callbacks and the execution
 * itself time out. Marks the execution for an invocation when there is news for the function or a
 * failed invocation's retry is due.
 */
export function settleDue(execution: Execution, nowMs: number): void {
  for (
    let next = nextDueMs(execution);
    next !== undefined && next <= nowMs;
    next = nextDueMs(execution)
  ) {
    settleAt(execution, next, nowMs);
  }
}

function settleAt(execution: Execution, timeMs: number, nowMs: number): void {
  if (execution.deadlineMs === timeMs) {
    const error = { ErrorType: 'Execution.TimedOut', ErrorMessage: 'Execution timed out' };
    endExecution(execution, 'TIMED_OUT', { error }, nowMs);
    return;
  }
  if (execution.retryAtMs === timeMs) delete execution.retryAtMs;
  for (const operation of execution.operations.values()) {
    if (dueMs(operation) === timeMs) settleOperation(execution, operation, nowMs);
  }
  execution.needsInvocation = true;
}

function dueMs(operation: Operation): number | undefined {
  switch (operation.type) {
    case 'STEP':
      return operation.status === 'PENDING' ? operation.nextAttemptMs : undefined;
    case 'WAIT':
      return operation.status === 'STARTED' ? operation.scheduledEndMs : undefined;
    case 'CALLBACK': {
      if (operation.status !== 'STARTED') return undefined;
      const { deadlineMs, heartbeatDeadlineMs } = operation;
      if (deadlineMs === undefined) return heartbeatDeadlineMs;
      return Math.min(deadlineMs, heartbeatDeadlineMs ?? Number.POSITIVE_INFINITY);
    }
    default:
      return undefined;
  }
}

function settleOperation(execution: Execution, operation: Operation, nowMs: number): void {
  const event = { timeMs: nowMs, operationId: operation.id };
  switch (operation.type) {
    case 'STEP':
      changeOperation(execution, { ...operation, status: 'READY' });
      return;
    case 'WAIT':
      changeOperation(execution, { ...operation, status: 'SUCCEEDED', endMs: nowMs });
      execution.history.push({ ...event, type: 'WaitSucceeded' });
      return;
    default: {
      const silent = (operation.deadlineMs ?? Number.POSITIVE_INFINITY) > nowMs;
      const error = silent
        ? { ErrorType: 'Callback.Heartbeat', ErrorMessage: 'Callback heartbeat timed out' }
        : { ErrorType: 'Callback.Timeout', ErrorMessage: 'Callback timed out' };
      changeOperation(execution, { ...operation, status: 'TIMED_OUT', endMs: nowMs, error });
      execution.history.push({ ...event, type: 'CallbackTimedOut', error });
    }
  }
}
