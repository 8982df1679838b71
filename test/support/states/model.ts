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

/** What Slack currently says. */
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
  /** As the follow-up names it; about the first target, `first arrived` or `first not_arrived`. */
  readonly said: string;
  readonly by: Person;
}

/** The state of the world, as far as the design determines it. */
export interface Model {
  readonly expiresAtMs: number;
  /** The decision that counts: the first accepted one by an authorized person. */
  counted: Counted | undefined;
  /** When it was accepted. */
  countedAtMs?: number;
  /** Whether the card says that another request for the same was approved. */
  isRivalKnown: boolean;
  /** Accepted decisions that do not count. */
  refused: number;
  /** How many calls doo had received when an authorized person stopped the rest. */
  callsAtStop: number | undefined;
  /** The answer that AWS accepted last. */
  proposedAnswer: ProposedAnswer | undefined;
  /** Answers by authorized people, named like in the follow-up. */
  readonly answers: Set<string>;
}

/**
 * Approving and rejecting take an approver who is a full member and not the requester; only the requester
 * cancels.
 */
export function mayDecide(directory: Directory, decision: DecisionKind, by: Person): boolean {
  if (directory.isAway) return false;
  if (!directory.members.has(by)) return false;
  if (decision === 'cancelled') return by === REQUESTER;
  return by !== REQUESTER && directory.approvers.has(by);
}

/** The requester and every approver, if a full member, may stop the rest. */
export function mayStop(directory: Directory, by: Person): boolean {
  if (directory.isAway || !directory.members.has(by)) return false;
  return by === REQUESTER || directory.approvers.has(by);
}

/**
 * Only an approver other than the requester resolves an unknown outcome; the requester and every approver
 * may confirm the arrival. All must be full members.
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

/** Applies a decision that AWS accepted for the open callback of a pending request. */
export function take(model: Model, directory: Directory, proposed: Counted, nowMs: number): void {
  if (model.counted !== undefined || nowMs >= model.expiresAtMs) return;
  if (mayDecide(directory, proposed.decision, proposed.by)) {
    model.counted = proposed;
    model.countedAtMs = nowMs;
  } else model.refused += 1;
}

/**
 * The workflow verifies a person at this moment: the answer that it judges counts if they may give it now,
 * whatever was true when they clicked. It verifies again while Slack cannot answer, and after a crash
 * before the result was recorded.
 * @returns whether it is the yes that lets the rest follow
 */
export function askedAbout(model: Model, directory: Directory, userId: string): boolean {
  const { proposedAnswer: proposed, answers } = model;
  if (proposed === undefined || proposed.by !== userId) return false;
  if (!mayAnswer(directory, proposed.about, proposed.by)) return false;
  const said = `${proposed.said} by ${proposed.by}`;
  const isNew = !answers.has(said);
  answers.add(said);
  return isNew && proposed.said === FIRST_YES;
}

/** Lets the rest follow the first target. */
export const FIRST_YES = 'first arrived';
