import * as z from 'zod';

const actionSchema = z.strictObject({
  /** `*` is any callback that no action has taken yet. */
  CallbackName: z.string(),
  Operation: z.enum(['success', 'failure', 'heartbeat']),
  Payload: z.unknown().optional(),
  Delay: z.number().default(0),
});
export type CallbackAction = z.infer<typeof actionSchema>;

const eventSchema = z.looseObject({ EventId: z.int(), EventType: z.string() });
export type ExpectedEvent = z.infer<typeof eventSchema>;

const logSchema = z.strictObject({ match: z.record(z.string(), z.string()), count: z.int() });
export type ExpectedLog = z.infer<typeof logSchema>;

const resultSchema = z.strictObject({
  ExecutionStatus: z.enum(['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'STOPPED']),
  Result: z.unknown().optional(),
});
export type ExpectedResult = z.infer<typeof resultSchema>;

/**
 * One requirement of AWS's conformance tests. A field that is not known here could ask for something
 * that nobody compares, so it is refused.
 */
export const requirementSchema = z.strictObject({
  description: z.string(),
  handler: z.string().optional(),
  invocations: z.string().optional(),
  async: z.boolean().optional(),
  optional: z.boolean().optional(),
  DefaultRetryParameters: z.unknown().optional(),
  AsyncInvoke: z.boolean().default(false),
  Variables: z.record(z.string(), z.string()).default({}),
  Input: z.unknown().optional(),
  CallbackActions: z.array(actionSchema).default([]),
  /** Without it the execution need not have ended. */
  ExpectedResult: resultSchema.optional(),
  ExpectedExecutionHistory: z.array(eventSchema).min(1),
  ExpectedLogs: z.array(logSchema).default([]),
});
export type Requirement = z.infer<typeof requirementSchema>;
