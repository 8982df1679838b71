import { randomBytes } from 'node:crypto';
import { ServiceError } from '../service-error.ts';
import { MAX_PAYLOAD_BYTES } from './apply-updates.ts';
import { changeOperation, type Execution } from './execution.ts';
import type { ErrorObject, Operation } from './operation.ts';

const CALLBACK_ID_BYTES = 512;

/** What completes a callback: a result as a raw string, or an error. */
export type Completion =
  | { status: 'SUCCEEDED'; result: string | undefined }
  | { status: 'FAILED'; error: ErrorObject };

/** A new callback id: 684 characters of standard base64 with `+`, `/` and `=`, as AWS's may have. */
export function newCallbackId(): string {
  for (;;) {
    const id = randomBytes(CALLBACK_ID_BYTES).toString('base64');
    if (id.includes('+') && id.includes('/')) return id;
  }
}

/**
 * Completes an open callback. The first completion wins: throws CallbackTimeoutException if the
 * callback is already completed or expired, or its execution has ended, and
 * InvalidParameterValueException for a result above 256 KB.
 */
export function completeCallback(
  execution: Execution,
  operation: Operation,
  completion: Completion,
  nowMs: number,
): void {
  refuseClosed(execution, operation);
  const payload = completion.status === 'SUCCEEDED' ? completion.result : undefined;
  if (Buffer.byteLength(payload ?? '') > MAX_PAYLOAD_BYTES) {
    throw new ServiceError(
      'InvalidParameterValueException',
      `CALLBACK payload size must be less than or equal to ${MAX_PAYLOAD_BYTES} bytes.`,
    );
  }
  const { status } = completion;
  const outcome =
    completion.status === 'SUCCEEDED' ? { result: completion.result } : { error: completion.error };
  changeOperation(execution, { ...operation, status, endMs: nowMs, ...outcome });
  execution.needsInvocation = true;
  execution.history.push({
    type: status === 'SUCCEEDED' ? 'CallbackSucceeded' : 'CallbackFailed',
    timeMs: nowMs,
    operationId: operation.id,
    ...(completion.status === 'FAILED' ? { error: completion.error } : {}),
  });
}

/** Extends an open callback's heartbeat deadline; throws CallbackTimeoutException if it is closed. */
export function beatCallback(execution: Execution, operation: Operation, nowMs: number): void {
  refuseClosed(execution, operation);
  const { heartbeatTimeoutMs } = operation;
  if (heartbeatTimeoutMs === undefined) return;
  const heartbeatDeadlineMs = nowMs + heartbeatTimeoutMs;
  execution.operations.set(operation.id, { ...operation, heartbeatDeadlineMs });
}

function refuseClosed(execution: Execution, operation: Operation): void {
  if (execution.status === 'RUNNING' && operation.status === 'STARTED') return;
  throw new ServiceError(
    'CallbackTimeoutException',
    'The callback ID has either expired or the callback has already been completed.',
  );
}
