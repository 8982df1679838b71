import { userIdSchema } from '@doo-repush/core/repush/decision';
import { repushRequestSchema } from '@doo-repush/core/repush/request';
import * as z from 'zod';

/**
 * What starts an execution: a pure function of the submitted form, so that a form delivered twice
 * is the same execution. No clock, no random value, no secret.
 */
export const inputSchema = z.strictObject({
  v: z.literal(1),
  viewId: z.string().min(1).max(64),
  requesterId: userIdSchema,
  request: repushRequestSchema,
});

export type WorkflowInput = z.infer<typeof inputSchema>;
