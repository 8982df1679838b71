import * as z from 'zod';
import type { FollowUpQuestion } from './follow-up.ts';
import { reasonText } from './request.ts';

/** A person's id as the directory writes it: what is none cannot be shown as a mention either. */
export const userIdSchema = z.string().regex(/^[UW][A-Z0-9]{2,63}$/);

/**
 * What reaches a waiting request through its callback: untrusted, whoever sent it.
 * `v` is the version; a reason is required to reject.
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

/** What reaches a request that is being sent through its callback: untrusted, whoever sent it. */
export const proposedStopSchema = z.strictObject({
  v: z.literal(1),
  stop: z.literal(true),
  by: userIdSchema,
});

export type ProposedStop = z.infer<typeof proposedStopSchema>;

/**
 * What reaches a follow-up through its callback: untrusted, whoever sent it. `v` is the version; to
 * resolve an unknown outcome needs a reason.
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

/** What a proposed answer is about. */
export function questionOf(answer: ProposedAnswer): FollowUpQuestion {
  return 'resolution' in answer ? 'resolution' : 'arrival';
}
