import { type FollowUp, nextDueMs, takesAnswers } from '@doo-repush/core/repush/follow-up';
import { buttonValue } from '../../model/button-values.ts';
import type { CardState } from '../../model/request-state.ts';
import type { Run } from '../context.ts';
import { wholeSeconds } from '../durable.ts';
import { awaitCallback } from '../judge.ts';
import { type JudgedAnswer, judgeAnswerInStep } from './judge-answer.ts';

/** A sent request with its open questions. */
export type SentState = Extract<CardState, { kind: 'sent' }> & { readonly followUp: FollowUp };

/** The only open callback, through which people answer. */
export interface Round {
  readonly answer: Promise<unknown>;
  /** The value of every answer button in this round. */
  readonly answerValue: string;
}

/** What ended a round: an answer, or the next thing that fell due. */
export type RoundEnd = JudgedAnswer | { readonly kind: 'time'; readonly atMs: number };

/**
 * Opens round `number`, whose callback lives until the next thing falls due.
 * @returns `undefined` if nobody is being asked anything
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
    timeout: { seconds: wholeSeconds(dueMs - nowMs) },
  });
  const { executionArn } = deps;
  return { answer, answerValue: buttonValue({ executionArn, callbackId, requesterId }) };
}

/** The state with the buttons of this round, or without buttons if there is none. */
export function withRound(
  { answerValue: _answered, ...state }: SentState,
  round: Round | undefined,
): SentState {
  return round === undefined ? state : { ...state, answerValue: round.answerValue };
}

/**
 * Waits until the round ends.
 * @param nowMs when the previous one ended, in milliseconds since the epoch
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
    // Showing the round may have taken long, so only the remaining time is waited for.
    const beganAtMs = await durable.step(`follow-up ${number} began`, async () => deps.now());
    await durable.wait(`until follow-up ${number}`, { seconds: wholeSeconds(dueMs - beganAtMs) });
  } else {
    const completion = await awaitCallback(round.answer);
    if (completion.kind !== 'timed_out') return judgeAnswerInStep(run, number, completion);
  }
  const atMs = await durable.step(`follow-up ${number} due`, async () => deps.now());
  return { kind: 'time', atMs: Math.max(atMs, dueMs) };
}

/** Chosen so that two weeks of rounds fit into the remaining operations. */
const PAUSE_SECONDS = 3 * 3_600;

/**
 * Waits before the next round: until the next thing falls due at the latest, and until then in any case if
 * there is no room for another round.
 * @returns the duration, in milliseconds
 */
export async function pause(
  { durable, operations }: Run,
  number: number,
  followUp: FollowUp,
  nowMs: number,
): Promise<number> {
  const left = wholeSeconds((nextDueMs(followUp) ?? nowMs) - nowMs);
  const seconds = operations.hasRoom() ? Math.min(PAUSE_SECONDS, left) : left;
  await durable.wait(`pause after follow-up ${number}`, { seconds });
  return seconds * 1000;
}
