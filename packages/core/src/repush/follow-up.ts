import { estimateEnd } from './estimate.ts';
import type { NotAskedReason, TargetResult } from './outcome.ts';

const DAY_MS = 24 * 3_600_000;
/** How long an unknown outcome can be resolved. */
export const RESOLVE_WITHIN_MS = 7 * DAY_MS;
/** The longest wait before the requester is asked about the arrival, whatever the estimate says. */
export const LONGEST_ESTIMATE_MS = 7 * DAY_MS;
/** How long the question about the arrival can be answered. */
export const ANSWER_WITHIN_MS = 7 * DAY_MS;
/** How long "not yet" stands. Repeating it within that time changes nothing. */
export const NOT_YET_STANDS_MS = DAY_MS;

/** What became of a request's unknown outcomes; they are resolved together. */
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

/** Whether accepted webhooks have arrived, as far as people have told us. */
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

/** What is still open after the sending. Parts that do not apply are absent. */
export interface FollowUp {
  readonly resolution?: Resolution;
  readonly arrival?: Arrival;
}

/** Only time and answers change a follow-up; each transition is recorded once. */
export type FollowUpTransition =
  | 'asked'
  | 'arrived'
  | 'not_yet'
  | 'not_confirmed'
  | 'started'
  | 'not_started'
  | 'unresolved';

/** A verified answer. */
export type FollowUpAnswer =
  | { readonly resolution: 'started' | 'not_started'; readonly by: string; readonly reason: string }
  | { readonly arrival: 'arrived' | 'not_yet'; readonly by: string };

/** After these the question about the arrival has been asked already. */
const FIRST_ASKED: readonly NotAskedReason[] = ['not_arrived', 'not_confirmed'];

/**
 * Opens the follow-up after the sending: a resolution if any outcome is unknown, and the question about the
 * arrival, due when doo should be done, if doo accepted any item and nobody was asked about the first one.
 */
export function beginFollowUp(ends: readonly TargetResult[], maxRatePerMin?: number): FollowUp {
  const endedAtMs = Math.max(0, ...ends.map(({ atMs }) => atMs));
  const estimate = estimateEnd(ends, maxRatePerMin);
  const wasFirstAsked = ends.some(
    ({ outcome }) => 'notAsked' in outcome && FIRST_ASKED.includes(outcome.notAsked),
  );
  const estimatedMs = estimate?.toMs ?? 0;
  const askAtMs = Math.min(Math.max(estimatedMs, endedAtMs), endedAtMs + LONGEST_ESTIMATE_MS);
  return {
    ...(ends.some(({ outcome }) => outcome.kind === 'unknown') && {
      resolution: { kind: 'open', untilMs: endedAtMs + RESOLVE_WITHIN_MS },
    }),
    ...(estimate && !wasFirstAsked && { arrival: { kind: 'awaited', askAtMs, estimatedMs } }),
  };
}

/** When something next falls due by itself; `undefined` when nothing is open. */
export function nextDueMs({ resolution, arrival }: FollowUp): number | undefined {
  const due = [
    ...(resolution?.kind === 'open' ? [resolution.untilMs] : []),
    ...(arrival?.kind === 'awaited' ? [arrival.askAtMs] : []),
    ...(arrival?.kind === 'asked' || arrival?.kind === 'not_yet' ? [arrival.untilMs] : []),
  ];
  return due.length === 0 ? undefined : Math.min(...due);
}

/** Whether any question is open for an answer now. */
export function takesAnswers(followUp: FollowUp): boolean {
  return isResolvable(followUp) || isAsked(followUp);
}

/** Whether the unknown outcomes await a resolution. */
export function isResolvable({ resolution }: FollowUp): boolean {
  return resolution?.kind === 'open';
}

/** Whether the question about the arrival has been asked and not finally answered. */
export function isAsked({ arrival }: FollowUp): boolean {
  return arrival?.kind === 'asked' || arrival?.kind === 'not_yet';
}

export interface Moved {
  readonly followUp: FollowUp;
  readonly transitions: readonly FollowUpTransition[];
}

/** Applies everything that fell due by `nowMs`. */
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

/** Whether the answer repeats a "not yet" that still stands, whoever gave that one. */
export function isSaidAlready(
  { arrival }: FollowUp,
  answer: FollowUpAnswer,
  atMs: number,
): boolean {
  const isNotYet = 'arrival' in answer && answer.arrival === 'not_yet';
  return isNotYet && arrival?.kind === 'not_yet' && atMs < arrival.atMs + NOT_YET_STANDS_MS;
}

/**
 * Applies an answer; changes nothing if its question is not open, or if it repeats a standing "not yet".
 */
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

/** Ends everything that is open, when nobody can be asked any more. */
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

/** The question that an answer belongs to. */
export type FollowUpQuestion = 'resolution' | 'arrival';
