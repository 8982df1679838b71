import { ServiceError } from '../service-error.ts';
import { changeOperation, countOperations, type Execution, endExecution } from './execution.ts';
import type { HistoryEvent } from './history-event.ts';
import { isOpen, type Operation } from './operation.ts';
import type { OperationUpdate } from './operation-update.ts';

/** AWS docs: Lambda quotas for durable executions. */
const MAX_OPERATIONS = 3000;
export const MAX_PAYLOAD_BYTES = 256 * 1024;

export interface UpdateContext {
  nowMs: number;
  newCallbackId: () => string;
}

type NewOperation = Omit<Operation, 'id' | 'type' | 'parentId' | 'name' | 'subType' | 'startMs'>;

/**
 * Applies the updates of one checkpoint in order, all or none.
 * Throws InvalidParameterValueException for a forbidden transition, a payload above 256 KB, an
 * operation or attempt beyond the 3,000th, or an operation type this service does not support.
 */
export function applyUpdates(
  execution: Execution,
  updates: readonly OperationUpdate[],
  context: UpdateContext,
): void {
  const draft: Execution = {
    ...execution,
    operations: new Map(execution.operations),
    changed: [...execution.changed],
    history: [...execution.history],
  };
  for (const update of updates) applyUpdate(draft, update, context);
  Object.assign(execution, draft);
}

function applyUpdate(execution: Execution, update: OperationUpdate, context: UpdateContext): void {
  if (update.Type === 'EXECUTION') {
    applyExecutionUpdate(execution, update, context.nowMs);
    return;
  }
  refuseLargePayload(update);
  const existing = execution.operations.get(update.Id);
  if (existing === undefined) {
    startOperation(execution, update, context);
    return;
  }
  if (existing.type !== update.Type || !isOpen(existing)) throw invalidTransition(update, existing);
  if (update.Action === 'START') refuseTooMany(execution);
  const { operation, event } = transition(existing, update, context.nowMs);
  changeOperation(execution, operation);
  execution.history.push({ ...event, timeMs: context.nowMs, operationId: operation.id });
}

/** A result above 6 MB is checkpointed under the execution itself, whatever id the update names. */
function applyExecutionUpdate(execution: Execution, update: OperationUpdate, nowMs: number): void {
  if (update.Action === 'SUCCEED') {
    endExecution(execution, 'SUCCEEDED', { result: update.Payload }, nowMs);
  } else if (update.Action === 'FAIL') {
    endExecution(execution, 'FAILED', { error: update.Error }, nowMs);
  } else throw invalidTransition(update, undefined);
}

function refuseLargePayload(update: OperationUpdate): void {
  const error = update.Error === undefined ? '' : JSON.stringify(update.Error);
  const bytes = Math.max(Buffer.byteLength(update.Payload ?? ''), Buffer.byteLength(error));
  if (bytes <= MAX_PAYLOAD_BYTES) return;
  throw new ServiceError(
    'InvalidParameterValueException',
    `${update.Type} payload size must be less than or equal to ${MAX_PAYLOAD_BYTES} bytes.`,
  );
}

/** Call before an operation, or another attempt of one, begins. */
function refuseTooMany(execution: Execution): void {
  if (countOperations(execution) < MAX_OPERATIONS) return;
  throw new ServiceError(
    'InvalidParameterValueException',
    `A durable execution can have at most ${MAX_OPERATIONS} operations.`,
  );
}

function startOperation(
  execution: Execution,
  update: OperationUpdate,
  { nowMs, newCallbackId }: UpdateContext,
): void {
  const { Id: id, Type: type, ParentId: parentId, Name: name, SubType: subType } = update;
  if (type === 'EXECUTION' || type === 'CHAINED_INVOKE') {
    throw new ServiceError('InvalidParameterValueException', `${type} is not offered here.`);
  }
  if (update.Action !== 'START') throw invalidTransition(update, undefined);
  refuseTooMany(execution);
  const fresh = newOperation(update, nowMs, newCallbackId);
  changeOperation(execution, { id, type, parentId, name, subType, startMs: nowMs, ...fresh });
  execution.history.push({ type: `${EVENT_NAME[type]}Started`, timeMs: nowMs, operationId: id });
}

const EVENT_NAME = {
  STEP: 'Step',
  WAIT: 'Wait',
  CALLBACK: 'Callback',
  CONTEXT: 'Context',
  EXECUTION: 'Execution',
} as const;

function newOperation(
  update: OperationUpdate,
  nowMs: number,
  newCallbackId: () => string,
): NewOperation {
  switch (update.Type) {
    case 'STEP':
      return { status: 'STARTED', attempt: 0 };
    case 'WAIT': {
      const seconds = update.WaitOptions?.WaitSeconds ?? 0;
      return { status: 'STARTED', scheduledEndMs: nowMs + seconds * 1000 };
    }
    case 'CALLBACK': {
      const { TimeoutSeconds: timeout, HeartbeatTimeoutSeconds: heartbeat } =
        update.CallbackOptions ?? {};
      return {
        status: 'STARTED',
        callbackId: newCallbackId(),
        ...(timeout ? { deadlineMs: nowMs + timeout * 1000 } : {}),
        ...(heartbeat
          ? { heartbeatTimeoutMs: heartbeat * 1000, heartbeatDeadlineMs: nowMs + heartbeat * 1000 }
          : {}),
      };
    }
    default:
      return { status: 'STARTED' };
  }
}

interface Transition {
  operation: Operation;
  event: Omit<HistoryEvent, 'timeMs' | 'operationId'>;
}

function transition(operation: Operation, update: OperationUpdate, nowMs: number): Transition {
  const isStep = operation.type === 'STEP';
  const name = EVENT_NAME[operation.type];
  if (isStep && update.Action === 'START' && operation.status === 'READY') {
    const { nextAttemptMs: _, ...rest } = operation;
    return { operation: { ...rest, status: 'STARTED' }, event: { type: 'StepStarted' } };
  }
  if (isStep && update.Action === 'RETRY') return retryStep(operation, update, nowMs);
  if (operation.type === 'WAIT' && update.Action === 'CANCEL') {
    const cancelled: Operation = { ...operation, status: 'CANCELLED', endMs: nowMs };
    return { operation: cancelled, event: { type: 'WaitCancelled' } };
  }
  const ends = update.Action === 'SUCCEED' || update.Action === 'FAIL';
  if (!ends || (!isStep && operation.type !== 'CONTEXT'))
    throw invalidTransition(update, operation);
  const failed = update.Action === 'FAIL';
  return {
    operation: {
      ...operation,
      status: failed ? 'FAILED' : 'SUCCEEDED',
      endMs: nowMs,
      result: update.Payload,
      error: update.Error,
      ...(isStep ? { attempt: (operation.attempt ?? 0) + 1 } : {}),
      ...(update.ContextOptions?.ReplayChildren ? { replayChildren: true } : {}),
    },
    event: {
      type: `${name}${failed ? 'Failed' : 'Succeeded'}`,
      error: failed ? (update.Error ?? {}) : undefined,
      attempt: isStep ? (operation.attempt ?? 0) + 1 : undefined,
    },
  };
}

function retryStep(operation: Operation, update: OperationUpdate, nowMs: number): Transition {
  const delaySeconds = update.StepOptions?.NextAttemptDelaySeconds ?? 0;
  const attempt = (operation.attempt ?? 0) + 1;
  return {
    operation: {
      ...operation,
      status: 'PENDING',
      attempt,
      nextAttemptMs: nowMs + delaySeconds * 1000,
      result: update.Payload,
      error: update.Error,
    },
    event: {
      ...(update.Error === undefined
        ? { type: 'StepSucceeded', result: update.Payload }
        : { type: 'StepFailed', error: update.Error }),
      attempt,
      delaySeconds,
    },
  };
}

function invalidTransition(update: OperationUpdate, existing: Operation | undefined): ServiceError {
  const state = existing === undefined ? 'does not exist' : `is ${existing.status}`;
  return new ServiceError(
    'InvalidParameterValueException',
    `${update.Action} is not allowed for ${update.Type} ${update.Id}: it ${state}.`,
  );
}
