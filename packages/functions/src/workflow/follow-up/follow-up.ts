import {
  endFollowUp,
  type FollowUp,
  isSaidAlready,
  nextDueMs,
  passTime,
  takeAnswer,
} from '@doo-repush/core/repush/follow-up';
import type { Card } from '../../model/card.ts';
import { errorKind } from '../../runtime/log.ts';
import type { Run } from '../context.ts';
import { tellPeople } from '../tell-people.ts';
import { createShown, type Moved } from './record.ts';
import {
  endOfRound,
  openRound,
  pause,
  type Round,
  type RoundEnd,
  type SentState,
  withRound,
} from './round.ts';

/**
 * Answers that change nothing, after which a new round begins only after a pause: each costs
 * operations of the execution. Nothing ends for lack of rounds.
 */
const MOST_FUTILE_AT_ONCE = 40;

/**
 * What follows the report, one round after the other, until nothing is open any more: people resolve
 * what is unknown, the requester is asked whether the webhooks arrived. Every answer is judged
 * against the stored request and against Slack at that moment, whoever sent it. What was reported
 * stays true whatever becomes of that.
 * @param round the first one, which the card already shows
 * @returns the card as it stands at the end
 */
export async function followUp(
  run: Run,
  begun: SentState,
  round: Round | undefined,
  beganAtMs: number,
): Promise<Card> {
  const shown = createShown(run, begun);
  let state = begun;
  let open = round;
  let nowMs = beganAtMs;
  let futile = 0;
  try {
    for (let number = 1; nextDueMs(state.followUp) !== undefined; number++) {
      const end = await endOfRound(run, number, state.followUp, open, nowMs);
      let moved = movedBy(state.followUp, end);
      nowMs = end.atMs;
      const isFutile = moved.transitions.length === 0;
      if (isFutile) futile += 1;
      if (isFutile && (futile > MOST_FUTILE_AT_ONCE || !run.operations.hasRoom())) {
        nowMs += await pause(run, number, moved.followUp, nowMs);
        moved = { ...moved, ...passTime(moved.followUp, nowMs) };
      }
      state = withRound({ ...state, followUp: moved.followUp }, undefined);
      open = await openRound(run, number + 1, moved.followUp, nowMs);
      state = withRound(state, open);
      const written = await shown.record(number, state, moved, nowMs);
      if (!written) return giveUp(run, state, nowMs);
    }
  } catch (error) {
    run.log.error('follow_up_failed', { error: errorKind(error) });
    return giveUp(run, state, nowMs);
  }
  return run.cardIn(state);
}

function movedBy(before: FollowUp, end: RoundEnd): Moved {
  if (end.kind === 'time') return passTime(before, end.atMs);
  if (end.kind === 'refused') return { followUp: before, transitions: [], refusal: end.refusal };
  const moved = takeAnswer(before, end.answer, end.atMs);
  if (moved.transitions.length > 0 || isSaidAlready(before, end.answer, end.atMs)) return moved;
  return { ...moved, refusal: { by: end.answer.by, reason: 'not_open' } };
}

/** Nobody can be asked in the channel any more: people get the end directly. */
export async function giveUp(run: Run, state: SentState, nowMs: number): Promise<Card> {
  const { followUp: ended } = endFollowUp(state.followUp, nowMs);
  const card = run.cardIn(withRound({ ...state, followUp: ended }, undefined));
  await tellPeople(run, card);
  return card;
}
