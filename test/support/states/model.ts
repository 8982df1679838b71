import type { DecisionKind } from '@doo-repush/core/repush/decision';

/*
 * The state machine as the design says it, written without the product's own rules: what the real
 * workflow is held against.
 */

export const REQUESTER = 'U0REQUESTER';
export const ADA = 'U0ADA';
export const MAY = 'U0MAY';
export const MALLORY = 'U0MALLORY';
export const PEOPLE = [REQUESTER, ADA, MAY, MALLORY] as const;
export type Person = (typeof PEOPLE)[number];

/** How many open requests one person may have. */
export const MOST_OPEN = 3;

/** What Slack says at this moment. */
export interface Directory {
  approvers: Set<Person>;
  members: Set<Person>;
  isAway: boolean;
}

export interface Counted {
  readonly decision: DecisionKind;
  readonly by: Person;
}

export interface ProposedAnswer {
  readonly about: 'resolution' | 'arrival';
  readonly said: string;
  readonly by: Person;
}

/** What the world has come to, as far as the design decides it. */
export interface Model {
  readonly expiresAtMs: number;
  /** The decision that counts: the first one that was taken from somebody who may. */
  counted: Counted | undefined;
  /** Whether the card says that a request for the same was approved. */
  isRivalKnown: boolean;
  /** Decisions that were taken and do not count. */
  refused: number;
  /** How many calls doo had got when the rest was stopped by somebody who may. */
  callsAtStop: number | undefined;
  /** The answer that AWS took last. */
  proposedAnswer: ProposedAnswer | undefined;
  /** Answers of people who may give them, as the follow-up would name them. */
  readonly answers: Set<string>;
}

/** An approver who is a full member and never the requester; only the requester cancels. */
export function mayDecide(directory: Directory, decision: DecisionKind, by: Person): boolean {
  if (directory.isAway) return false;
  if (!directory.members.has(by)) return false;
  if (decision === 'cancelled') return by === REQUESTER;
  return by !== REQUESTER && directory.approvers.has(by);
}

/** Whoever asked and every approver, each a full member, may stop the rest. */
export function mayStop(directory: Directory, by: Person): boolean {
  if (directory.isAway || !directory.members.has(by)) return false;
  return by === REQUESTER || directory.approvers.has(by);
}

/**
 * Only an approver who did not ask resolves what is unknown; whether it arrived is said by whoever
 * asked and by every approver. Each a full member.
 */
export function mayAnswer(
  directory: Directory,
  about: 'resolution' | 'arrival',
  by: Person,
): boolean {
  if (directory.isAway || !directory.members.has(by)) return false;
  if (by === REQUESTER) return about === 'arrival';
  return directory.approvers.has(by);
}

/** Takes a decision that AWS took for the open callback of a waiting request. */
export function take(model: Model, directory: Directory, proposed: Counted, nowMs: number): void {
  if (model.counted !== undefined || nowMs >= model.expiresAtMs) return;
  if (mayDecide(directory, proposed.decision, proposed.by)) model.counted = proposed;
  else model.refused += 1;
}

/**
 * The workflow asks who somebody is at this moment: the answer that it judges counts when they may
 * give it now, whatever held when they clicked. It asks again while Slack cannot say, and after a
 * process that died before it had recorded what it heard.
 */
export function askedAbout(model: Model, directory: Directory, userId: string): void {
  const { proposedAnswer: proposed } = model;
  if (proposed === undefined || proposed.by !== userId) return;
  if (mayAnswer(directory, proposed.about, proposed.by))
    model.answers.add(`${proposed.said} by ${proposed.by}`);
}
