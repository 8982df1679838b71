import * as z from 'zod';
import { reasonText } from './request.ts';

/** What a person may decide about a request that waits. */
export const DECISIONS = ['approved', 'rejected', 'cancelled'] as const;
export type DecisionKind = (typeof DECISIONS)[number];

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

/** What the directory says of a person at this moment; `unverifiable` when it could not say. */
export type Standing =
  | 'member'
  | 'guest'
  | 'outsider'
  | 'bot'
  | 'deactivated'
  | 'unknown_person'
  | 'unverifiable';

/** The decider as the rules see them. `isApprover` is `undefined` when nobody could say. */
export interface Decider {
  readonly userId: string;
  readonly standing: Standing;
  readonly isApprover: boolean | undefined;
}

export type RefusalReason =
  | 'own_request'
  | 'not_requester'
  | 'not_approver'
  | Exclude<Standing, 'member'>;

export type Verdict =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly reason: RefusalReason };

/**
 * Who may decide: an approver who is a full member, never the requester, may approve and reject;
 * only the requester may cancel. Whatever cannot be verified is refused.
 */
export function judgeDecision(
  decision: DecisionKind,
  requesterId: string,
  decider: Decider,
): Verdict {
  const ownRequest = decider.userId === requesterId;
  if (decision === 'cancelled' && !ownRequest) return refused('not_requester');
  if (decision !== 'cancelled' && ownRequest) return refused('own_request');
  if (decider.standing !== 'member') return refused(decider.standing);
  if (decision === 'cancelled') return { allowed: true };
  if (decider.isApprover === undefined) return refused('unverifiable');
  return decider.isApprover ? { allowed: true } : refused('not_approver');
}

function refused(reason: RefusalReason): Verdict {
  return { allowed: false, reason };
}

/** How the waiting of a request ended: by whom and when (milliseconds since the epoch). */
export type DecisionEnd =
  | { readonly kind: 'approved'; readonly by: string; readonly atMs: number }
  | { readonly kind: 'cancelled'; readonly by: string; readonly atMs: number }
  | {
      readonly kind: 'rejected';
      readonly by: string;
      readonly atMs: number;
      readonly reason: string;
    }
  | {
      readonly kind: 'expired';
      readonly atMs: number;
      /** Where it was not simply that nobody decided in time. */
      readonly reason?: 'approved_late' | 'too_many_refusals' | 'not_shown' | 'no_buttons';
      /** Whose approval was judged only when the time was over. */
      readonly by?: string;
    };

/** Whether a decision of somebody who may still counts at `nowMs`: nothing is sent past its expiry. */
export function isInTime(decision: DecisionKind, nowMs: number, expiresAtMs: number): boolean {
  return decision !== 'approved' || nowMs < expiresAtMs;
}
