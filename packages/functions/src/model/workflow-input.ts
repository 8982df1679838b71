import { userIdSchema } from '@doo-repush/core/repush/proposals';
import { repushRequestSchema } from '@doo-repush/core/repush/request';
import * as z from 'zod';
import { FATES } from './event-fate.ts';
import { MAX_RESPONSE_URL_CHARS } from './response-url-chars.ts';

/** The card that a request reruns: an untrusted claim of the form, which the workflow verifies. */
export const previousSchema = z.strictObject({
  /** Slack's timestamp of the card in the approval channel. */
  ts: z.string().regex(/^\d{1,12}\.\d{1,9}$/),
  reference: z.string().regex(/^[0-9A-F]{6}$/),
  /** Of several configurations, only the calls that ended this way; absent for all. */
  only: z.enum(FATES).optional(),
});
export type Previous = z.infer<typeof previousSchema>;

/**
 * The input of an execution: a pure function of the submitted form, so that a form delivered twice is the
 * same execution. No clock, no randomness, no secret that outlives half an hour.
 */
export const inputSchema = z.strictObject({
  v: z.literal(1),
  viewId: z.string().min(1).max(64),
  requesterId: userIdSchema,
  request: repushRequestSchema,
  previous: previousSchema.optional(),
  /** Of the command or the click that opened the form; passed on and never logged. */
  responseUrl: z.string().max(MAX_RESPONSE_URL_CHARS).optional(),
});

export type WorkflowInput = z.infer<typeof inputSchema>;
