import type { DecisionKind } from './decision.ts';
import type { FollowUpQuestion } from './follow-up.ts';

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

export type AskingVerdict =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly reason: 'not_listed' | Exclude<Standing, 'member'> };

/** Why a person may not ask. */
export type AskingRefusal = Exclude<AskingVerdict, { allowed: true }>['reason'];

/**
 * Who may ask: a full member of the workspace who is on the list of requesters.
 * @param isRequester `undefined` when nobody could say, which counts as no
 */
export function judgeAsking(standing: Standing, isRequester: boolean | undefined): AskingVerdict {
  if (standing !== 'member') return { allowed: false, reason: standing };
  if (isRequester === undefined) return { allowed: false, reason: 'unverifiable' };
  return isRequester ? { allowed: true } : { allowed: false, reason: 'not_listed' };
}

export type ReadingVerdict =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly reason: 'not_listed' | Exclude<Standing, 'member'> };

/**
 * Who may read the ledger: a full member of the workspace who may ask or approve.
 * @param isRequester `undefined` when nobody could say, which counts as no
 * @param isApprover likewise
 */
export function judgeReading(
  standing: Standing,
  isRequester: boolean | undefined,
  isApprover: boolean | undefined,
): ReadingVerdict {
  if (standing !== 'member') return { allowed: false, reason: standing };
  if (isRequester === true || isApprover === true) return { allowed: true };
  const isUnsure = isRequester === undefined || isApprover === undefined;
  return { allowed: false, reason: isUnsure ? 'unverifiable' : 'not_listed' };
}
