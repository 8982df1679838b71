import * as z from 'zod';
import { errorObjectSchema } from './operation.ts';

/** One update of a CheckpointDurableExecution request (Lambda API: OperationUpdate). */
export const operationUpdateSchema = z.object({
  Id: z.string().min(1),
  Type: z.enum(['EXECUTION', 'STEP', 'WAIT', 'CALLBACK', 'CONTEXT', 'CHAINED_INVOKE']),
  Action: z.enum(['START', 'SUCCEED', 'FAIL', 'RETRY', 'CANCEL']),
  ParentId: z.string().optional(),
  Name: z.string().optional(),
  SubType: z.string().optional(),
  Payload: z.string().optional(),
  Error: errorObjectSchema.optional(),
  ContextOptions: z.object({ ReplayChildren: z.boolean().optional() }).optional(),
  StepOptions: z.object({ NextAttemptDelaySeconds: z.number().optional() }).optional(),
  WaitOptions: z.object({ WaitSeconds: z.number().optional() }).optional(),
  CallbackOptions: z
    .object({
      TimeoutSeconds: z.number().optional(),
      HeartbeatTimeoutSeconds: z.number().optional(),
    })
    .optional(),
});
export type OperationUpdate = z.infer<typeof operationUpdateSchema>;

/** The body of a CheckpointDurableExecution request; an empty list of updates only asks for news. */
export const checkpointRequestSchema = z.object({
  CheckpointToken: z.string(),
  Updates: z.array(operationUpdateSchema).default([]),
  ClientToken: z.string().optional(),
});
