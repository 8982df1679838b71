import { type FollowUp, nextDueMs, takesAnswers } from '@doo-repush/core/repush/follow-up';
import { buttonValue } from '../../model/button-values.ts';
import type { CardState } from '../../model/request-state.ts';
import type { Run } from '../context.ts';
import { awaitCallback } from '../judge.ts';
import { type JudgedAnswer, judgeAnswerInStep } from './judge-answer.ts';

/** A request that was sent, with what is still open about it. */
export type SentState = Extract<CardState, { kind: 'sent' }> & { readonly followUp: FollowUp };

/** The one callback at a time through which people answer. */
export interface Round {
  readonly answer: Promise<unknown>;
  /** The value of every button that answers in this round. */
  readonly answerValue: string;
}

/** What ended a round: an answer, or the next thing that happens by itself. */
export type RoundEnd = JudgedAnswer | { readonly kind: 'time'; readonly atMs: number };

/**
 * Opens round `number`: its callback lives until the next thing happens by itself.
 * @returns `undefined` while nobody is asked anything
 */
export async function openRound(
  { durable, deps, requesterId }: Run,
  number: number,
  followUp: FollowUp,
  nowMs: number,
): Promise<Round | undefined> {
  const dueMs = nextDueMs(followUp);
  if (dueMs === undefined || !takesAnswers(followUp)) return undefined;
  const [answer, callbackId] = await durable.createCallback(`follow-up ${number}`, {
    timeout: { seconds: secondsUntil(dueMs, nowMs) },
  });
  const { executionArn } = deps;
  return { answer, answerValue: buttonValue({ executionArn, callbackId, requesterId }) };
}

/** The state with the buttons of this round; without one, with none. */
export function withRound(
  { answerValue: _answered, ...state }: SentState,
  round: Round | undefined,
): SentState {
  return round === undefined ? state : { ...state, answerValue: round.answerValue };
}

/**
 * Waits until the round ends.
 * @param nowMs when the one before it did, in milliseconds since the epoch
 */
export async function endOfRound(
  run: Run,
  number: number,
  open: FollowUp,
  round: Round | undefined,
  nowMs: number,
): Promise<RoundEnd> {
  const { durable, deps } = run;
  const dueMs = nextDueMs(open) ?? nowMs;
  if (round === undefined) {
    // What was shown since `nowMs` may have taken long: the wait is for what is left.
    const beganAtMs = await durable.step(`follow-up ${number} began`, async () => deps.now());
    await durable.wait(`until follow-up ${number}`, { seconds: secondsUntil(dueMs, beganAtMs) });
  } else {
    const completion = await awaitCallback(round.answer);
    if (completion.kind !== 'timed_out') return judgeAnswerInStep(run, number, completion);
  }
  const atMs = await durable.step(`follow-up ${number} due`, async () => deps.now());
  return { kind: 'time', atMs: Math.max(atMs, dueMs) };
}

/** So that as many rounds fit into two weeks as operations are left for. */
const PAUSE_SECONDS = 3 * 3_600;

/**
 * Waits before the next round, until the next thing that happens by itself at the latest, and where
 * there is no room for another round until then in any case.
 * @returns how long, in milliseconds
 */
export async function pause(
  { durable, operations }: Run,
  number: number,
  followUp: FollowUp,
  nowMs: number,
): Promise<number> {
  const left = secondsUntil(nextDueMs(followUp) ?? nowMs, nowMs);
  const seconds = operations.hasRoom() ? Math.min(PAUSE_SECONDS, left) : left;
  await durable.wait(`pause after follow-up ${number}`, { seconds });
  return seconds * 1000;
}

function secondsUntil(dueMs: number, nowMs: number): number {
  return Math.max(1, Math.ceil((dueMs - nowMs) / 1000));
}
