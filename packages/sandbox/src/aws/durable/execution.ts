import * as z from 'zod';
import { ACCOUNT_ID, REGION } from '../functions/function-environment.ts';
import { type HistoryEvent, historyEventSchema } from './history-event.ts';
import {
  type ErrorObject,
  errorObjectSchema,
  type Operation,
  operationSchema,
} from './operation.ts';

export const executionStatusSchema = z.enum([
  'RUNNING',
  'SUCCEEDED',
  'FAILED',
  'TIMED_OUT',
  'STOPPED',
]);
export type ExecutionStatus = z.infer<typeof executionStatusSchema>;

const executionFieldsSchema = z.object({
  arn: z.string(),
  name: z.string(),
  functionName: z.string(),
  qualifier: z.string(),
  version: z.string(),
  /** The start payload, as it was sent. */
  input: z.string(),
  status: executionStatusSchema,
  startMs: z.number(),
  deadlineMs: z.number(),
  endMs: z.number().optional(),
  result: z.string().optional(),
  error: errorObjectSchema.optional(),
  /** The only valid checkpoint token. */
  token: z.string(),
  /** Client token of the last accepted checkpoint, so that a repeated request takes effect once. */
  lastClientToken: z.string().optional(),
  lastChanged: z.array(z.string()),
  /** Ids of operations that changed since the function was last told. */
  changed: z.array(z.string()),
  /** Whether the function has work; stays true while it runs, so that a restart runs it again. */
  needsInvocation: z.boolean(),
  /** Failed invocations in a row, and when the next one is due. */
  failures: z.number(),
  retryAtMs: z.number().optional(),
});

/** An execution as it is written to the state file. */
export const storedExecutionSchema = executionFieldsSchema.extend({
  operations: z.array(operationSchema),
  history: z.array(historyEventSchema),
});
export type StoredExecution = z.infer<typeof storedExecutionSchema>;

/** One durable execution in memory; its first operation is of type EXECUTION. */
export interface Execution extends z.infer<typeof executionFieldsSchema> {
  operations: Map<string, Operation>;
  history: HistoryEvent[];
}

/** A new execution, with an ARN of the shape that the durable execution SDK parses. */
export function createExecution(options: {
  name: string;
  functionName: string;
  qualifier: string;
  version: string;
  input: string;
  nowMs: number;
  timeoutMs: number;
  newId: () => string;
}): Execution {
  const { name, functionName, qualifier, version, input, nowMs, timeoutMs, newId } = options;
  const id = newId();
  const executionOperation: Operation = {
    id: newId(),
    type: 'EXECUTION',
    status: 'STARTED',
    startMs: nowMs,
    name,
  };
  return {
    arn: `arn:aws:lambda:${REGION}:${ACCOUNT_ID}:function:${functionName}:${qualifier}/durable-execution/${name}/${id}`,
    name,
    functionName,
    qualifier,
    version,
    input,
    status: 'RUNNING',
    startMs: nowMs,
    deadlineMs: nowMs + timeoutMs,
    token: newId(),
    lastChanged: [],
    changed: [],
    needsInvocation: true,
    failures: 0,
    operations: new Map([[executionOperation.id, executionOperation]]),
    history: [{ type: 'ExecutionStarted', timeMs: nowMs, operationId: executionOperation.id }],
  };
}

const END_EVENT = {
  SUCCEEDED: 'ExecutionSucceeded',
  FAILED: 'ExecutionFailed',
  TIMED_OUT: 'ExecutionTimedOut',
  STOPPED: 'ExecutionStopped',
} as const;

/** Ends a running execution for good: it is never invoked again and its token is void. */
export function endExecution(
  execution: Execution,
  status: Exclude<ExecutionStatus, 'RUNNING'>,
  outcome: { result?: string | undefined; error?: ErrorObject | undefined },
  nowMs: number,
): void {
  if (execution.status !== 'RUNNING') return;
  execution.status = status;
  execution.endMs = nowMs;
  if (outcome.result !== undefined) execution.result = outcome.result;
  if (outcome.error !== undefined) execution.error = outcome.error;
  execution.needsInvocation = false;
  delete execution.retryAtMs;
  const [first] = execution.operations.values();
  if (first === undefined) return;
  execution.operations.set(first.id, { ...first, status, endMs: nowMs });
  execution.history.push({ type: END_EVENT[status], timeMs: nowMs, operationId: first.id });
}

/**
 * The operations of an execution as AWS counts them: the execution itself, each attempt of a step, each
 * wait and callback, and each failed invocation (AWS docs: Retries for Lambda durable functions,
 * metering).
 */
export function countOperations({ operations, history }: Execution): number {
  let count = history.filter(({ type, error }) => type === 'InvocationCompleted' && error).length;
  for (const { type, status, attempt = 0 } of operations.values())
    count += type === 'STEP' ? attempt + (status === 'STARTED' ? 1 : 0) : 1;
  return count;
}

/** Replaces an operation and records that the function must be told. */
export function changeOperation(execution: Execution, operation: Operation): void {
  execution.operations.set(operation.id, operation);
  if (!execution.changed.includes(operation.id)) execution.changed.push(operation.id);
}

/** The form written to the state file. */
export function toStored(execution: Execution): StoredExecution {
  return { ...execution, operations: [...execution.operations.values()] };
}

/** The in-memory form of an execution read from the state file. */
export function fromStored(stored: StoredExecution): Execution {
  const operations = new Map(stored.operations.map((operation) => [operation.id, operation]));
  return { ...stored, operations };
}
