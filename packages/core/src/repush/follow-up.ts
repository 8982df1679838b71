import { estimateEnd } from './estimate.ts';
import type { TargetResult } from './outcome.ts';

const DAY_MS = 24 * 3_600_000;
/** How long people may resolve an outcome that is unknown. */
export const RESOLVE_WITHIN_MS = 7 * DAY_MS;
/** The longest wait before it is asked whether the webhooks arrived, whatever the estimate says. */
export const LONGEST_ESTIMATE_MS = 7 * DAY_MS;
/** How long the question whether they arrived may be answered. */
export const ANSWER_WITHIN_MS = 7 * DAY_MS;
/** How long "not yet" stands: whoever says it again meanwhile says nothing new. */
export const NOT_YET_STANDS_MS = DAY_MS;

/** What became of the outcomes that are unknown; all of a request's are resolved together. */
export type Resolution =
  | { readonly kind: 'open'; readonly untilMs: number }
  | {
      readonly kind: 'started' | 'not_started';
      readonly by: string;
      readonly atMs: number;
      readonly reason: string;
    }
  /** Nobody resolved it in time. */
  | { readonly kind: 'unresolved'; readonly atMs: number };

/** Whether what doo accepted has arrived, as far as people said so. */
export type Arrival =
  /** doo should still be sending; `estimatedMs` is the longer end of the estimate. */
  | { readonly kind: 'awaited'; readonly askAtMs: number; readonly estimatedMs: number }
  | { readonly kind: 'asked'; readonly untilMs: number }
  | {
      readonly kind: 'not_yet';
      readonly by: string;
      readonly atMs: number;
      readonly untilMs: number;
    }
  | { readonly kind: 'arrived'; readonly by: string; readonly atMs: number }
  /** Nobody confirmed it in time. */
  | { readonly kind: 'not_confirmed'; readonly atMs: number };

/** What is still open about a request that was sent. A part that does not apply is left out. */
export interface FollowUp {
  readonly resolution?: Resolution;
  readonly arrival?: Arrival;
}

/** Time and answers are all that moves a follow-up; each transition is recorded once. */
export type FollowUpTransition =
  | 'asked'
  | 'arrived'
  | 'not_yet'
  | 'not_confirmed'
  | 'started'
  | 'not_started'
  | 'unresolved';

/** What a person says; who says it and when is added by whoever has verified that. */
export type FollowUpAnswer =
  | { readonly resolution: 'started' | 'not_started'; readonly by: string; readonly reason: string }
  | { readonly arrival: 'arrived' | 'not_yet'; readonly by: string };

/**
 * What follows the sending: a resolution where an outcome is unknown, and the question whether the
 * webhooks arrived where doo accepted any item, once it should be done.
 */
export function beginFollowUp(ends: readonly TargetResult[], maxRatePerMin?: number): FollowUp {
  const endedAtMs = Math.max(0, ...ends.map(({ atMs }) => atMs));
  const estimate = estimateEnd(ends, maxRatePerMin);
  const estimatedMs = estimate?.toMs ?? 0;
  const askAtMs = Math.min(Math.max(estimatedMs, endedAtMs), endedAtMs + LONGEST_ESTIMATE_MS);
  return {
    ...(ends.some(({ outcome }) => outcome.kind === 'unknown') && {
      resolution: { kind: 'open', untilMs: endedAtMs + RESOLVE_WITHIN_MS },
    }),
    ...(estimate && { arrival: { kind: 'awaited', askAtMs, estimatedMs } }),
  };
}

/** The next time at which something happens by itself; `undefined` when nothing is open any more. */
export function nextDueMs({ resolution, arrival }: FollowUp): number | undefined {
  const due = [
    ...(resolution?.kind === 'open' ? [resolution.untilMs] : []),
    ...(arrival?.kind === 'awaited' ? [arrival.askAtMs] : []),
    ...(arrival?.kind === 'asked' || arrival?.kind === 'not_yet' ? [arrival.untilMs] : []),
  ];
  return due.length === 0 ? undefined : Math.min(...due);
}

/** Whether people may say anything at present. */
export function takesAnswers(followUp: FollowUp): boolean {
  return isResolvable(followUp) || isAsked(followUp);
}

/** Whether the unknown outcomes wait for a resolution. */
export function isResolvable({ resolution }: FollowUp): boolean {
  return resolution?.kind === 'open';
}

/** Whether the question is asked and not yet answered for good. */
export function isAsked({ arrival }: FollowUp): boolean {
  return arrival?.kind === 'asked' || arrival?.kind === 'not_yet';
}

export interface Moved {
  readonly followUp: FollowUp;
  readonly transitions: readonly FollowUpTransition[];
}

/** What has happened by itself until `nowMs`. */
export function passTime(followUp: FollowUp, nowMs: number): Moved {
  const { resolution, arrival } = followUp;
  const transitions: FollowUpTransition[] = [];
  let next = followUp;
  if (resolution?.kind === 'open' && resolution.untilMs <= nowMs) {
    transitions.push('unresolved');
    next = { ...next, resolution: { kind: 'unresolved', atMs: nowMs } };
  }
  if (arrival?.kind === 'awaited' && arrival.askAtMs <= nowMs) {
    transitions.push('asked');
    next = { ...next, arrival: { kind: 'asked', untilMs: nowMs + ANSWER_WITHIN_MS } };
  }
  const isDue = arrival?.kind === 'asked' || arrival?.kind === 'not_yet';
  if (isDue && arrival.untilMs <= nowMs) {
    transitions.push('not_confirmed');
    next = { ...next, arrival: { kind: 'not_confirmed', atMs: nowMs } };
  }
  return { followUp: next, transitions };
}

/** Whether an answer is "not yet" while that stands already, whoever said it. */
export function isSaidAlready(
  { arrival }: FollowUp,
  answer: FollowUpAnswer,
  atMs: number,
): boolean {
  const isNotYet = 'arrival' in answer && answer.arrival === 'not_yet';
  return isNotYet && arrival?.kind === 'not_yet' && atMs < arrival.atMs + NOT_YET_STANDS_MS;
}

/** What an answer changes; nothing where its question is not open, or where it is said already. */
export function takeAnswer(followUp: FollowUp, answer: FollowUpAnswer, atMs: number): Moved {
  const { by } = answer;
  if ('resolution' in answer) {
    if (!isResolvable(followUp)) return { followUp, transitions: [] };
    const { resolution: kind, reason } = answer;
    return {
      followUp: { ...followUp, resolution: { kind, by, atMs, reason } },
      transitions: [kind],
    };
  }
  const { arrival } = followUp;
  const isOpen = arrival?.kind === 'asked' || arrival?.kind === 'not_yet';
  if (!isOpen || isSaidAlready(followUp, answer, atMs)) return { followUp, transitions: [] };
  const next: Arrival =
    answer.arrival === 'arrived'
      ? { kind: 'arrived', by, atMs }
      : { kind: 'not_yet', by, atMs, untilMs: arrival.untilMs };
  return { followUp: { ...followUp, arrival: next }, transitions: [answer.arrival] };
}

/** Ends everything that is open, where nobody can be asked any more. */
export function endFollowUp(followUp: FollowUp, nowMs: number): Moved {
  const { resolution, arrival } = followUp;
  const isArrivalOpen = arrival?.kind === 'awaited' || isAsked(followUp);
  return {
    followUp: {
      ...followUp,
      ...(resolution?.kind === 'open' && { resolution: { kind: 'unresolved', atMs: nowMs } }),
      ...(isArrivalOpen && { arrival: { kind: 'not_confirmed', atMs: nowMs } }),
    },
    transitions: [
      ...(resolution?.kind === 'open' ? (['unresolved'] as const) : []),
      ...(isArrivalOpen ? (['not_confirmed'] as const) : []),
    ],
  };
}

/** What an answer is about. */
export type FollowUpQuestion = 'resolution' | 'arrival';
