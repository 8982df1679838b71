import * as z from 'zod';
import { type Decider, userIdSchema, type Verdict } from './decision.ts';
import { reasonText } from './request.ts';

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

/** What an answer is about. */
export type FollowUpQuestion = 'resolution' | 'arrival';

/** What a proposed answer is about. */
export function questionOf(answer: ProposedAnswer): FollowUpQuestion {
  return 'resolution' in answer ? 'resolution' : 'arrival';
}

/**
 * Who may answer. An approver who is a full member, never the requester, may resolve an unknown
 * outcome. Whether the webhooks arrived is said by the requester, or by any approver, since the
 * requester may be away. Whatever cannot be verified is refused.
 */
export function judgeAnswer(
  question: FollowUpQuestion,
  requesterId: string,
  { userId, standing, isApprover }: Decider,
): Verdict {
  const isRequester = userId === requesterId;
  if (question === 'resolution' && isRequester) return { allowed: false, reason: 'own_request' };
  if (standing !== 'member') return { allowed: false, reason: standing };
  if (question === 'arrival' && isRequester) return { allowed: true };
  if (isApprover === undefined) return { allowed: false, reason: 'unverifiable' };
  return isApprover ? { allowed: true } : { allowed: false, reason: 'not_approver' };
}
