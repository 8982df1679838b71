import type { DecisionKind } from './decision.ts';
import type { FollowUpQuestion } from './follow-up.ts';

// The rules of who may do what. Whatever cannot be verified (`undefined`, `unverifiable`) is refused.

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

/** Why a person may neither ask nor read. */
export type AskingRefusal = 'not_listed' | Exclude<Standing, 'member'>;

type VerdictFor<R> = { readonly allowed: true } | { readonly allowed: false; readonly reason: R };

export type Verdict = VerdictFor<RefusalReason>;
export type ListVerdict = VerdictFor<AskingRefusal>;

const ALLOWED = { allowed: true } as const;

/**
 * Who may decide: an approver who is a full member, never the requester, may approve and reject;
 * only the requester may cancel.
 */
export function judgeDecision(
  decision: DecisionKind,
  requesterId: string,
  decider: Decider,
): Verdict {
  const isOwn = decider.userId === requesterId;
  if (decision === 'cancelled') return isOwn ? judgeMember(decider) : refused('not_requester');
  return isOwn ? refused('own_request') : judgeApprover(decider);
}

/** Who may stop the rest of a request: the person who asked, and every approver. */
export function judgeStop(requesterId: string, decider: Decider): Verdict {
  return decider.userId === requesterId ? judgeMember(decider) : judgeApprover(decider);
}

/**
 * Who may answer. An approver, never the requester, may resolve an unknown outcome. Whether the
 * webhooks arrived is said by the requester, or by any approver, since the requester may be away.
 */
export function judgeAnswer(
  question: FollowUpQuestion,
  requesterId: string,
  decider: Decider,
): Verdict {
  if (decider.userId !== requesterId) return judgeApprover(decider);
  return question === 'arrival' ? judgeMember(decider) : refused('own_request');
}

/** Who may ask: a full member who is on the list of requesters. */
export function judgeAsking(standing: Standing, isRequester: boolean | undefined): ListVerdict {
  return judgeListed(standing, [isRequester]);
}

/** Who may read the ledger: a full member who may ask or approve. */
export function judgeReading(
  standing: Standing,
  isRequester: boolean | undefined,
  isApprover: boolean | undefined,
): ListVerdict {
  return judgeListed(standing, [isRequester, isApprover]);
}

function judgeMember({ standing }: Decider): Verdict {
  return standing === 'member' ? ALLOWED : refused(standing);
}

function judgeApprover({ standing, isApprover }: Decider): Verdict {
  if (standing !== 'member') return refused(standing);
  if (isApprover === undefined) return refused('unverifiable');
  return isApprover ? ALLOWED : refused('not_approver');
}

/** @param lists whether the person is on each; one of them is enough */
function judgeListed(standing: Standing, lists: readonly (boolean | undefined)[]): ListVerdict {
  if (standing !== 'member') return refused(standing);
  if (lists.includes(true)) return ALLOWED;
  return refused(lists.includes(undefined) ? 'unverifiable' : 'not_listed');
}

function refused<R>(reason: R): { readonly allowed: false; readonly reason: R } {
  return { allowed: false, reason };
}
