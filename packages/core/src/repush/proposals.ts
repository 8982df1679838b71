import * as z from 'zod';
import type { FollowUpQuestion } from './follow-up.ts';
import { reasonText } from './request.ts';

/** A Slack user ID. Anything else could not be shown as a mention either. */
export const userIdSchema = z.string().regex(/^[UW][A-Z0-9]{2,63}$/);

/**
 * An untrusted decision, as the callback of a pending request delivers it. `v` is the version. Rejecting
 * requires a reason.
 */
export const proposedDecisionSchema = z.discriminatedUnion('decision', [
  z.strictObject({ v: z.literal(1), decision: z.literal('approved'), by: userIdSchema }),
  z.strictObject({
    v: z.literal(1),
    decision: z.literal('rejected'),
    by: userIdSchema,
    reason: reasonText(),
  }),
  z.strictObject({ v: z.literal(1), decision: z.literal('cancelled'), by: userIdSchema }),
]);

export type ProposedDecision = z.infer<typeof proposedDecisionSchema>;

/** An untrusted stop, as the callback of a request that is being sent delivers it. */
export const proposedStopSchema = z.strictObject({
  v: z.literal(1),
  stop: z.literal(true),
  by: userIdSchema,
});

export type ProposedStop = z.infer<typeof proposedStopSchema>;

/** An untrusted answer whether the first target's webhooks arrived, before the rest is sent. */
export const proposedFirstAnswerSchema = z.strictObject({
  v: z.literal(1),
  first: z.enum(['arrived', 'not_arrived']),
  by: userIdSchema,
});

export type ProposedFirstAnswer = z.infer<typeof proposedFirstAnswerSchema>;

/** Everything that the callback of a request that is being sent may deliver. */
export const proposedWhileSendingSchema = z.union([proposedStopSchema, proposedFirstAnswerSchema]);

export type ProposedWhileSending = z.infer<typeof proposedWhileSendingSchema>;

/**
 * An untrusted answer, as the callback of a follow-up delivers it. `v` is the version. Resolving an unknown
 * outcome requires a reason.
 */
export const proposedAnswerSchema = z.union([
  z.strictObject({
    v: z.literal(1),
    resolution: z.enum(['started', 'not_started']),
    by: userIdSchema,
    reason: reasonText(),
  }),
  z.strictObject({
    v: z.literal(1),
    arrival: z.enum(['arrived', 'not_yet']),
    by: userIdSchema,
  }),
]);

export type ProposedAnswer = z.infer<typeof proposedAnswerSchema>;

/** The question that a proposed answer belongs to. */
export function questionOf(answer: ProposedAnswer | ProposedFirstAnswer): FollowUpQuestion {
  return 'resolution' in answer ? 'resolution' : 'arrival';
}
