import { functionArn } from '../functions/function-environment.ts';
import type { Execution } from './execution.ts';
import { toWireHistory } from './history.ts';
import type { Operation } from './operation.ts';

type Timestamp = (timeMs: number) => number | string;

/** Times in an API response: seconds since the epoch. */
export const epochSeconds: Timestamp = (timeMs) => timeMs / 1000;

/** Times in an invocation event: ISO 8601. */
export const isoTime: Timestamp = (timeMs) => new Date(timeMs).toISOString();

/** The most operations that one page of state holds, in number and in bytes of JSON. */
const PAGE_OPERATIONS = 1000;
const PAGE_BYTES = 3 * 1024 * 1024;

/** An operation as the Lambda API carries it; JSON omits absent fields. */
export function toWireOperation(
  execution: Execution,
  operation: Operation,
  time: Timestamp,
): object {
  const at = (timeMs: number | undefined) => (timeMs === undefined ? undefined : time(timeMs));
  const outcome = { Result: operation.result, Error: operation.error };
  const common = {
    Id: operation.id,
    ParentId: operation.parentId,
    Name: operation.name,
    Type: operation.type,
    SubType: operation.subType,
    Status: operation.status,
    StartTimestamp: time(operation.startMs),
    EndTimestamp: at(operation.endMs),
  };
  switch (operation.type) {
    case 'EXECUTION':
      return { ...common, ExecutionDetails: { InputPayload: execution.input } };
    case 'STEP': {
      const NextAttemptTimestamp = at(operation.nextAttemptMs);
      const StepDetails = { Attempt: operation.attempt, NextAttemptTimestamp, ...outcome };
      return { ...common, StepDetails };
    }
    case 'WAIT':
      return { ...common, WaitDetails: { ScheduledEndTimestamp: at(operation.scheduledEndMs) } };
    case 'CALLBACK':
      return { ...common, CallbackDetails: { CallbackId: operation.callbackId, ...outcome } };
    case 'CONTEXT':
      return {
        ...common,
        ContextDetails: { ReplayChildren: operation.replayChildren, ...outcome },
      };
  }
}

/**
 * One page of the state that a function sees, starting at a marker. The children of an ended context
 * are left out unless it asked to keep them (Lambda API: ContextOptions.ReplayChildren).
 */
export function statePage(
  execution: Execution,
  time: Timestamp,
  marker = '',
  maxItems = PAGE_OPERATIONS,
): { Operations: object[]; NextMarker?: string } {
  const visible = visibleOperations(execution);
  const from = Number(marker) || 0;
  const page: object[] = [];
  let bytes = 0;
  for (const operation of visible.slice(from, from + Math.min(maxItems, PAGE_OPERATIONS))) {
    bytes += Buffer.byteLength(operation.result ?? '');
    if (page.length > 0 && bytes > PAGE_BYTES) break;
    page.push(toWireOperation(execution, operation, time));
  }
  const next = from + page.length;
  return next < visible.length
    ? { Operations: page, NextMarker: String(next) }
    : { Operations: page };
}

function visibleOperations(execution: Execution): Operation[] {
  const hidden = new Set<string>();
  return [...execution.operations.values()].filter((operation) => {
    const parent =
      operation.parentId === undefined ? undefined : execution.operations.get(operation.parentId);
    if (parent === undefined) return true;
    const ended = parent.status === 'SUCCEEDED' || parent.status === 'FAILED';
    if (!hidden.has(parent.id) && !(ended && !parent.replayChildren)) return true;
    hidden.add(operation.id);
    return false;
  });
}

/** An entry of ListDurableExecutionsByFunction. */
export function toWireSummary(execution: Execution): object {
  return {
    DurableExecutionArn: execution.arn,
    DurableExecutionName: execution.name,
    FunctionArn: functionArn(execution.functionName, execution.qualifier),
    Status: execution.status,
    StartTimestamp: epochSeconds(execution.startMs),
    EndTimestamp: execution.endMs === undefined ? undefined : epochSeconds(execution.endMs),
  };
}

/** The response of GetDurableExecution. */
export function toWireExecution(execution: Execution, includeData: boolean): object {
  const timeoutSeconds = Math.ceil((execution.deadlineMs - execution.startMs) / 1000);
  return {
    ...toWireSummary(execution),
    Version: execution.version,
    InputPayload: includeData ? execution.input : undefined,
    Result: includeData ? execution.result : undefined,
    Error: includeData ? execution.error : undefined,
    ExecutionDataIncluded: includeData,
    DurableConfig: { ExecutionTimeout: timeoutSeconds },
  };
}

/** The response of GetDurableExecutionHistory. */
export function historyPage(
  execution: Execution,
  options: { includeData: boolean; reverse: boolean; marker?: string; maxItems?: number },
): { Events: object[]; NextMarker?: string } {
  const events = toWireHistory(execution, options.includeData);
  if (options.reverse) events.reverse();
  const { items, nextMarker } = paginate(events, options.marker, options.maxItems);
  return nextMarker === undefined ? { Events: items } : { Events: items, NextMarker: nextMarker };
}

/** A page of `items`; the marker is its first item's index. At most 1,000 per page, 100 by default. */
export function paginate<T>(
  items: readonly T[],
  marker = '',
  maxItems = 100,
): { items: T[]; nextMarker?: string } {
  const from = Number(marker) || 0;
  const to = from + Math.min(Math.max(maxItems, 1), 1000);
  const page = items.slice(from, to);
  return to < items.length ? { items: page, nextMarker: String(to) } : { items: page };
}
