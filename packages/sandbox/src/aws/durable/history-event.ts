import * as z from 'zod';
import { errorObjectSchema } from './operation.ts';

/** What happened, without what the operations already record. */
export const historyEventSchema = z.object({
  type: z.string(),
  timeMs: z.number(),
  operationId: z.string().optional(),
  error: errorObjectSchema.optional(),
  /** Of an attempt that was followed by another; the operation holds the last attempt's. */
  result: z.string().optional(),
  attempt: z.number().optional(),
  delaySeconds: z.number().optional(),
  invocation: z.object({ requestId: z.string(), startMs: z.number() }).optional(),
});

export type HistoryEvent = z.infer<typeof historyEventSchema>;
