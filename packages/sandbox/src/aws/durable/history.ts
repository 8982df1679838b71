import type { Execution } from './execution.ts';
import type { HistoryEvent } from './history-event.ts';
import type { Operation } from './operation.ts';

const epochSeconds = (timeMs: number | undefined) =>
  timeMs === undefined ? undefined : timeMs / 1000;

/** The events of GetDurableExecutionHistory, oldest first; ids start at 1. */
export function toWireHistory(execution: Execution, includeData: boolean): object[] {
  return execution.history.map((event, index) => {
    const operation =
      event.operationId === undefined ? undefined : execution.operations.get(event.operationId);
    return {
      EventType: event.type,
      EventId: index + 1,
      EventTimestamp: epochSeconds(event.timeMs),
      Id: event.operationId,
      Name: operation?.name,
      SubType: operation?.subType,
      ParentId: operation?.parentId,
      [`${event.type}Details`]: details(execution, event, operation, includeData),
    };
  });
}

function details(
  execution: Execution,
  event: HistoryEvent,
  operation: Operation | undefined,
  includeData: boolean,
): object {
  const payload = (value: unknown) => (includeData ? { Payload: value, Truncated: false } : {});
  switch (event.type) {
    case 'ExecutionStarted':
      return {
        Input: payload(execution.input),
        ExecutionTimeout: Math.ceil((execution.deadlineMs - execution.startMs) / 1000),
      };
    case 'ExecutionSucceeded':
      return { Result: payload(execution.result) };
    case 'ExecutionFailed':
    case 'ExecutionStopped':
    case 'ExecutionTimedOut':
      return { Error: payload(execution.error) };
    case 'InvocationCompleted':
      return {
        RequestId: event.invocation?.requestId,
        StartTimestamp: epochSeconds(event.invocation?.startMs),
        EndTimestamp: epochSeconds(event.timeMs),
        Error: event.error === undefined ? undefined : payload(event.error),
      };
    case 'CallbackStarted':
      return callbackDetails(operation);
    case 'WaitStarted':
      return {
        Duration: durationSeconds(operation),
        ScheduledEndTimestamp: epochSeconds(operation?.scheduledEndMs),
      };
    case 'WaitSucceeded':
      return { Duration: durationSeconds(operation) };
    case 'StepSucceeded':
      return { Result: payload(event.result ?? operation?.result), RetryDetails: retry(event) };
    case 'StepFailed':
      return { Error: payload(event.error), RetryDetails: retry(event) };
    case 'ContextSucceeded':
    case 'CallbackSucceeded':
      return { Result: payload(operation?.result) };
    case 'ContextFailed':
    case 'CallbackFailed':
    case 'CallbackTimedOut':
      return { Error: payload(event.error) };
    default:
      return {};
  }
}

function retry({ attempt, delaySeconds }: HistoryEvent): object {
  return { CurrentAttempt: attempt, NextAttemptDelaySeconds: delaySeconds };
}

function callbackDetails(operation: Operation | undefined): object {
  const { callbackId, deadlineMs, heartbeatTimeoutMs, startMs = 0 } = operation ?? {};
  return {
    CallbackId: callbackId,
    Timeout: deadlineMs === undefined ? undefined : (deadlineMs - startMs) / 1000,
    HeartbeatTimeout: heartbeatTimeoutMs === undefined ? undefined : heartbeatTimeoutMs / 1000,
  };
}

function durationSeconds({ scheduledEndMs, startMs }: Partial<Operation> = {}): number | undefined {
  if (scheduledEndMs === undefined || startMs === undefined) return undefined;
  return (scheduledEndMs - startMs) / 1000;
}
