import type { DecisionKind } from './decision.ts';
import type { FollowUpQuestion } from './follow-up.ts';

// The rules of who may do what. Whatever cannot be verified (`undefined`, `unverifiable`) is refused.

/** A person's current standing in the directory; `unverifiable` if the directory cannot tell. */
export type Standing =
  | 'member'
  | 'guest'
  | 'outsider'
  | 'bot'
  | 'deactivated'
  | 'unknown_person'
  | 'unverifiable';

/** The decider as the rules see them. `isApprover` is `undefined` if it cannot be verified. */
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

/** Why a person may neither request nor read. */
export type AskingRefusal = 'not_listed' | Exclude<Standing, 'member'>;

type VerdictFor<R> = { readonly allowed: true } | { readonly allowed: false; readonly reason: R };

export type Verdict = VerdictFor<RefusalReason>;
export type ListVerdict = VerdictFor<AskingRefusal>;

const ALLOWED = { allowed: true } as const;

/**
 * Authorizes a decision. Approving and rejecting take an approver who is a full member and not the
 * requester; only the requester may cancel.
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

/** Authorizes stopping the rest of a request: the requester and every approver may. */
export function judgeStop(requesterId: string, decider: Decider): Verdict {
  return decider.userId === requesterId ? judgeMember(decider) : judgeApprover(decider);
}

/**
 * Authorizes an answer. An approver other than the requester may resolve an unknown outcome. The requester
 * confirms the arrival; so may any approver, in case the requester is away.
 */
export function judgeAnswer(
  question: FollowUpQuestion,
  requesterId: string,
  decider: Decider,
): Verdict {
  if (decider.userId !== requesterId) return judgeApprover(decider);
  return question === 'arrival' ? judgeMember(decider) : refused('own_request');
}

/** Authorizes a request: a full member on the list of requesters. */
export function judgeAsking(standing: Standing, isRequester: boolean | undefined): ListVerdict {
  return judgeListed(standing, [isRequester]);
}

/** Authorizes reading the ledger: a full member who may request or approve. */
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

/** @param lists whether the person is on each list; one is enough */
function judgeListed(standing: Standing, lists: readonly (boolean | undefined)[]): ListVerdict {
  if (standing !== 'member') return refused(standing);
  if (lists.includes(true)) return ALLOWED;
  return refused(lists.includes(undefined) ? 'unverifiable' : 'not_listed');
}

function refused<R>(reason: R): { readonly allowed: false; readonly reason: R } {
  return { allowed: false, reason };
}
