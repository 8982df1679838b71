import * as z from 'zod';
import type { Clock } from '../../clock.ts';
import type { InvocationResult } from '../functions/function-host.ts';
import type { Activity } from './activity.ts';
import { nextDueMs, settleDue } from './due.ts';
import { type Execution, endExecution } from './execution.ts';
import type { ExecutionStore } from './execution-store.ts';
import { type ErrorObject, errorObjectSchema, isOpen } from './operation.ts';
import { isoTime, statePage } from './wire.ts';

/** The event of one invocation of a durable function, as the durable execution SDK reads it. */
export interface DurableInvocationEvent {
  DurableExecutionArn: string;
  CheckpointToken: string;
  InitialExecutionState: { Operations: object[]; NextMarker?: string };
  UpdatedOperationIds: string[];
}

export interface RunnerDependencies {
  clock: Clock;
  store: ExecutionStore;
  activity: Activity;
  newId: () => string;
  /** Invokes the function of the execution once; never rejects. */
  invoke: (execution: Execution, event: DurableInvocationEvent) => Promise<InvocationResult>;
}

/** Keeps executions going: stores each change, arms their timers and invokes their functions. */
export interface ExecutionRunner {
  /** Call after each change: when it resolves, the change is durable and has been acted on. */
  commit(execution: Execution): Promise<void>;
  /** Cancels timers and starts no further invocation; the outcomes of running ones are ignored. */
  stop(): void;
}

const responseSchema = z.object({
  Status: z.enum(['SUCCEEDED', 'FAILED', 'PENDING']),
  Result: z.string().nullish(),
  Error: errorObjectSchema.nullish(),
});

const FIRST_BACKOFF_MS = 1000;
const LONGEST_BACKOFF_MS = 60_000;

/**
 * An execution has one invocation at a time. One that dies is rerun from its checkpoints, at once and
 * then with exponential backoff, until the execution times out (AWS docs: Retries for Lambda durable
 * functions, backend retries).
 */
export function createExecutionRunner(dependencies: RunnerDependencies): ExecutionRunner {
  const { clock, store, activity, newId, invoke } = dependencies;
  const timers = new Map<string, () => void>();
  const running = new Set<string>();
  let stopped = false;

  function arm(execution: Execution): void {
    timers.get(execution.arn)?.();
    timers.delete(execution.arn);
    const dueMs = nextDueMs(execution);
    if (dueMs === undefined || stopped) return;
    const onDue = () =>
      activity.run(async () => {
        settleDue(execution, clock.now());
        await commit(execution);
      });
    timers.set(
      execution.arn,
      clock.at(dueMs, () => void onDue()),
    );
  }

  async function commit(execution: Execution): Promise<void> {
    arm(execution);
    await store.save(execution);
    if (isReady(execution) && !running.has(execution.arn)) {
      void activity.run(() => runInvocations(execution));
    }
  }

  function isReady(execution: Execution): boolean {
    const { status, needsInvocation, retryAtMs } = execution;
    return !stopped && status === 'RUNNING' && needsInvocation && retryAtMs === undefined;
  }

  async function runInvocations(execution: Execution): Promise<void> {
    running.add(execution.arn);
    try {
      while (isReady(execution)) await invokeOnce(execution);
    } finally {
      running.delete(execution.arn);
    }
  }

  async function invokeOnce(execution: Execution): Promise<void> {
    const startMs = clock.now();
    const updatedIds = execution.changed;
    execution.changed = [];
    execution.token = newId();
    delete execution.lastClientToken;
    await store.save(execution);
    if (stopped) return;
    const result = await invoke(execution, {
      DurableExecutionArn: execution.arn,
      CheckpointToken: execution.token,
      InitialExecutionState: statePage(execution, isoTime),
      UpdatedOperationIds: updatedIds,
    });
    if (stopped || execution.status !== 'RUNNING') return;
    const outcome = outcomeOf(result);
    execution.history.push({
      type: 'InvocationCompleted',
      timeMs: clock.now(),
      invocation: { requestId: newId(), startMs },
      ...('failure' in outcome ? { error: outcome.failure } : {}),
    });
    settleInvocation(execution, outcome, clock.now());
    arm(execution);
    await store.save(execution);
  }

  return {
    commit,
    stop() {
      stopped = true;
      for (const cancel of timers.values()) cancel();
      timers.clear();
    },
  };
}

type Outcome = z.infer<typeof responseSchema> | { failure: ErrorObject };

/** What an invocation returned, or why it must be rerun. */
function outcomeOf(result: InvocationResult): Outcome {
  if (!result.ok) {
    return { failure: { ErrorType: result.errorType, ErrorMessage: result.errorMessage } };
  }
  const response = responseSchema.safeParse(result.payload);
  if (response.success) return response.data;
  const ErrorMessage = 'Invalid Status in invocation output.';
  return { failure: { ErrorType: 'InvalidOutput', ErrorMessage } };
}

function settleInvocation(execution: Execution, outcome: Outcome, nowMs: number): void {
  if ('failure' in outcome) {
    execution.failures += 1;
    if (execution.failures > 1) execution.retryAtMs = nowMs + backoffMs(execution.failures);
    return;
  }
  execution.failures = 0;
  const { Status, Result, Error: failure } = outcome;
  if (Status === 'SUCCEEDED')
    endExecution(execution, Status, { result: Result ?? undefined }, nowMs);
  if (Status === 'FAILED') endExecution(execution, Status, { error: failure ?? {} }, nowMs);
  if (Status === 'PENDING') suspend(execution, nowMs);
}

function suspend(execution: Execution, nowMs: number): void {
  execution.needsInvocation = execution.changed.length > 0;
  const waits = [...execution.operations.values()].some(
    (operation) =>
      isOpen(operation) &&
      (operation.type === 'WAIT' ||
        operation.type === 'CALLBACK' ||
        operation.status !== 'STARTED'),
  );
  if (waits || execution.needsInvocation) return;
  const error = {
    ErrorType: 'InvalidParameterValueException',
    ErrorMessage: 'Cannot return PENDING status with no pending operations.',
  };
  endExecution(execution, 'FAILED', { error }, nowMs);
}

function backoffMs(failures: number): number {
  return Math.min(FIRST_BACKOFF_MS * 2 ** (failures - 2), LONGEST_BACKOFF_MS);
}
