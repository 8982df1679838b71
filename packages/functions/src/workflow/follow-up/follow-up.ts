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
 * How many answers without effect are accepted before further rounds are delayed: each costs operations of
 * the execution. Nothing ends because the rounds are used up.
 */
const MOST_FUTILE_AT_ONCE = 40;

/**
 * Runs the follow-up in rounds until nothing is open: people resolve unknown outcomes, and the requester is
 * asked whether the webhooks arrived. Judges every answer against the stored request and against Slack at
 * that moment, whoever sent it. The report stays true whatever happens here.
 * @param round the first one, which the card already shows
 * @returns the card as it finally stands
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

/**
 * Ends everything that is open because the channel can no longer be used: people are told the end directly.
 */
export async function giveUp(run: Run, state: SentState, nowMs: number): Promise<Card> {
  const { followUp: ended } = endFollowUp(state.followUp, nowMs);
  const card = run.cardIn(withRound({ ...state, followUp: ended }, undefined));
  await tellPeople(run, card);
  return card;
}
