import * as z from 'zod';
import { type Decider, userIdSchema, type Verdict } from './decision.ts';

/** What reaches a request that is being sent through its callback: untrusted, whoever sent it. */
export const proposedStopSchema = z.strictObject({
  v: z.literal(1),
  stop: z.literal(true),
  by: userIdSchema,
});
export type ProposedStop = z.infer<typeof proposedStopSchema>;

/**
 * Who may stop the rest of a request: the person who asked, and every approver, each a full member.
 * Whatever cannot be verified is refused.
 */
export function judgeStop(requesterId: string, decider: Decider): Verdict {
  if (decider.standing !== 'member') return { allowed: false, reason: decider.standing };
  if (decider.userId === requesterId) return { allowed: true };
  if (decider.isApprover === undefined) return { allowed: false, reason: 'unverifiable' };
  return decider.isApprover ? { allowed: true } : { allowed: false, reason: 'not_approver' };
}
