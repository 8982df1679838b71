import * as z from 'zod';

/** An error as the durable execution API carries it. */
export const errorObjectSchema = z.object({
  ErrorMessage: z.string().optional(),
  ErrorType: z.string().optional(),
  ErrorData: z.string().optional(),
  StackTrace: z.array(z.string()).optional(),
});
export type ErrorObject = z.infer<typeof errorObjectSchema>;

const operationTypeSchema = z.enum(['EXECUTION', 'STEP', 'WAIT', 'CALLBACK', 'CONTEXT']);

const operationStatusSchema = z.enum([
  'STARTED',
  'PENDING',
  'READY',
  'SUCCEEDED',
  'FAILED',
  'CANCELLED',
  'TIMED_OUT',
  'STOPPED',
]);

/** One operation of an execution; times are milliseconds since the epoch. Replaced, never mutated. */
export const operationSchema = z.object({
  id: z.string(),
  type: operationTypeSchema,
  status: operationStatusSchema,
  startMs: z.number(),
  endMs: z.number().optional(),
  parentId: z.string().optional(),
  name: z.string().optional(),
  subType: z.string().optional(),
  result: z.string().optional(),
  error: errorObjectSchema.optional(),
  /** STEP: number of finished attempts, and when the next one is due. */
  attempt: z.number().optional(),
  nextAttemptMs: z.number().optional(),
  /** WAIT: when it ends. */
  scheduledEndMs: z.number().optional(),
  /** CALLBACK: its id, when it expires, and the longest gap allowed between heartbeats. */
  callbackId: z.string().optional(),
  deadlineMs: z.number().optional(),
  heartbeatTimeoutMs: z.number().optional(),
  heartbeatDeadlineMs: z.number().optional(),
  /** CONTEXT: whether its children stay in the state after it has ended. */
  replayChildren: z.boolean().optional(),
});
export type Operation = z.infer<typeof operationSchema>;

const OPEN_STATUSES: readonly Operation['status'][] = ['STARTED', 'PENDING', 'READY'];

/** Whether the operation has not ended. */
export function isOpen(operation: Operation): boolean {
  return OPEN_STATUSES.includes(operation.status);
}
