import { CallbackTimeoutError } from '@aws/durable-execution-sdk-js';
import { parseJson } from '@doo-repush/core/json';
import type { Verdict } from '@doo-repush/core/repush/decision';
import {
  endFollowUp,
  type FollowUp,
  type FollowUpTransition,
  isAsked,
  isResolvable,
  nextDueMs,
  passTime,
  takeAnswer,
  takesAnswers,
} from '@doo-repush/core/repush/follow-up';
import {
  judgeAnswer,
  type ProposedAnswer,
  proposedAnswerSchema,
  questionOf,
} from '@doo-repush/core/repush/follow-up-answer';
import { errorKind } from '../log.ts';
import type { Card, CardState } from '../slack/blocks/card.ts';
import { resultMessage } from '../slack/blocks/direct.ts';
import type { Question } from '../slack/blocks/question.ts';
import type { AnswerRefusal, Line } from '../slack/blocks/thread.ts';
import { buttonValue } from '../slack/button-value.ts';
import { readDecider } from '../slack/people.ts';
import type { Place } from './channel.ts';
import { DIRECTORY_PATIENCE, repeatable } from './durable.ts';
import type { Run } from './run.ts';

/** A request that was sent, with what is still open about it. */
export type SentState = Extract<CardState, { kind: 'sent' }> & { readonly followUp: FollowUp };

/** The one callback at a time through which people answer. */
export interface Round {
  readonly answer: Promise<unknown>;
  /** The value of every button that answers in this round. */
  readonly answerValue: string;
}

/** Answers of any kind before nobody is asked any more: each costs operations of the execution. */
const MAX_ROUNDS = 60;

/** What ended a round. */
type RoundEnd =
  | { readonly kind: 'time'; readonly atMs: number }
  | { readonly kind: 'answer'; readonly answer: ProposedAnswer; readonly atMs: number }
  | { readonly kind: 'refused'; readonly refusal: RefusedAnswer; readonly atMs: number };

/** An answer that does not count. */
interface RefusedAnswer {
  readonly by: string | undefined;
  readonly reason: AnswerRefusal;
}

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

/** The same, where what was reported stays true whatever becomes of its follow-up. */
export async function followUpSafely(
  run: Run,
  state: SentState,
  round: Round | undefined,
  endedAtMs: number,
): Promise<Card> {
  try {
    return await followUp(run, state, round, endedAtMs);
  } catch (error) {
    run.log.error('follow_up_failed', { error: errorKind(error) });
    return giveUp(run, state, endedAtMs);
  }
}

/**
 * What follows the report, one round after the other, until nothing is open any more: people resolve
 * what is unknown, the requester is asked whether the webhooks arrived. Every answer is judged
 * against the stored request and against Slack at that moment, whoever sent it.
 * @param round the first one, which the card already shows
 * @returns the card as it stands at the end
 */
async function followUp(
  run: Run,
  begun: SentState,
  round: Round | undefined,
  beganAtMs: number,
): Promise<Card> {
  const shown = createShown(run, begun);
  let state = begun;
  let open = round;
  let nowMs = beganAtMs;
  for (let number = 1; nextDueMs(state.followUp) !== undefined; number++) {
    const end =
      number > MAX_ROUNDS ? undefined : await endOfRound(run, number, state.followUp, open, nowMs);
    const moved =
      end === undefined ? endFollowUp(state.followUp, nowMs) : movedBy(state.followUp, end);
    nowMs = end?.atMs ?? nowMs;
    open = await openRound(run, number + 1, moved.followUp, nowMs);
    state = withRound({ ...state, followUp: moved.followUp }, open);
    const written = await shown.record(number, state, moved, nowMs);
    if (!written) return giveUp(run, state, nowMs);
  }
  return run.cardIn(state);
}

/** The state with the buttons of this round; without one, with none. */
export function withRound(
  { answerValue: _answered, ...state }: SentState,
  round: Round | undefined,
): SentState {
  return round === undefined ? state : { ...state, answerValue: round.answerValue };
}

interface Moved {
  readonly followUp: FollowUp;
  readonly transitions: readonly FollowUpTransition[];
  readonly refusal?: RefusedAnswer;
}

function movedBy(before: FollowUp, end: RoundEnd): Moved {
  if (end.kind === 'time') return passTime(before, end.atMs);
  if (end.kind === 'refused') return { followUp: before, transitions: [], refusal: end.refusal };
  const moved = takeAnswer(before, end.answer, end.atMs);
  if (moved.transitions.length > 0) return moved;
  return { ...moved, refusal: { by: end.answer.by, reason: 'not_open' } };
}

async function endOfRound(
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
  }
  const raw = round === undefined ? 'timed out' : await rawAnswer(round.answer);
  if (raw !== 'timed out') return judgeInStep(run, number, raw);
  const atMs = await durable.step(`follow-up ${number} due`, async () => deps.now());
  return { kind: 'time', atMs: Math.max(atMs, dueMs) };
}

async function rawAnswer(answer: Promise<unknown>): Promise<unknown> {
  try {
    return { text: await answer };
  } catch (error) {
    return error instanceof CallbackTimeoutError ? 'timed out' : { text: undefined };
  }
}

/** A judgement that could not be made is a no, like everything that cannot be verified. */
async function judgeInStep(run: Run, number: number, raw: unknown): Promise<RoundEnd> {
  const { durable, deps } = run;
  const text = typeof raw === 'object' && raw !== null && 'text' in raw ? raw.text : undefined;
  const answer = proposedAnswerSchema.safeParse(
    typeof text === 'string' ? parseJson(text) : undefined,
  ).data;
  const refused = async (name: string, reason: AnswerRefusal): Promise<RoundEnd> => {
    const atMs = await durable.step(name, async () => deps.now());
    return { kind: 'refused', refusal: { by: answer?.by, reason }, atMs };
  };
  if (answer === undefined) return refused(`unreadable answer ${number}`, 'unreadable');
  const judge = async ({ attempt }: { attempt: number }) => {
    const decider = await readDecider(await deps.people(), answer.by);
    const verdict: Verdict = judgeAnswer(questionOf(answer), run.requesterId, decider);
    const isUnsure = !verdict.allowed && verdict.reason === 'unverifiable';
    if (isUnsure && attempt < DIRECTORY_PATIENCE.attempts) throw new Error('Slack cannot say');
    return { verdict, atMs: deps.now() };
  };
  try {
    const judged = await durable.step(
      `judge answer ${number}`,
      judge,
      repeatable(DIRECTORY_PATIENCE),
    );
    const { verdict, atMs } = judged;
    if (verdict.allowed) return { kind: 'answer', answer, atMs };
    return { kind: 'refused', refusal: { by: answer.by, reason: verdict.reason }, atMs };
  } catch {
    return refused(`answer ${number} not judged`, 'unverifiable');
  }
}

interface Shown {
  /** Shows a round's end and the buttons of the next. @returns whether the channel took it */
  record(number: number, state: SentState, moved: Moved, atMs: number): Promise<boolean>;
}

/** Card, question and thread lines of the follow-up, in the order in which they become true. */
function createShown({ writer, cardIn }: Run, begun: SentState): Shown {
  const { arrival: first } = begun.followUp;
  const estimatedMs = first?.kind === 'awaited' ? first.estimatedMs : 0;
  let asked:
    | { readonly place: Place; readonly isEarly: boolean; readonly isOpen: boolean }
    | undefined;

  const questionOf = ({ followUp, answerValue }: SentState, isEarly: boolean): Question => ({
    arrival: followUp.arrival ?? { kind: 'not_confirmed', atMs: estimatedMs },
    ...(isEarly && { estimatedMs }),
    ...(answerValue !== undefined && { answerValue }),
  });

  async function showQuestion(number: number, state: SentState, atMs: number): Promise<boolean> {
    const card = cardIn(state);
    const isOpen = isAsked(state.followUp);
    if (asked === undefined) {
      if (!isOpen) return true;
      const isEarly = estimatedMs > atMs;
      const posted = await writer.ask(questionOf(state, isEarly), card);
      if (posted.ok) asked = { place: posted.place, isEarly, isOpen };
      return posted.ok;
    }
    if (!asked.isOpen) return true;
    const { place, isEarly } = asked;
    asked = { place, isEarly, isOpen };
    const name = `show question ${number}`;
    await writer.showQuestion(name, place, questionOf(state, isEarly), card);
    return true;
  }

  return {
    async record(number, state, { transitions, refusal }, atMs) {
      const card = cardIn(state);
      if (!(await showQuestion(number, state, atMs))) return false;
      if (transitions.length > 0 || isResolvable(state.followUp)) {
        const shown = await writer.show(`show follow-up ${number}`, card);
        if (!shown.ok) return false;
        await writer.showAgain(`show follow-up ${number} again`, card);
      }
      const refused = refusal && ({ kind: 'answer_refused', ...refusal, atMs } as const);
      if (refused) await writer.line(`answer refused ${number}`, refused, card);
      for (const transition of transitions) {
        const line = lineOf(transition, state.followUp, atMs);
        if (line) await writer.line(`${transition.replace('_', ' ')} ${number}`, line, card);
      }
      return true;
    },
  };
}

function lineOf(
  transition: FollowUpTransition,
  { resolution, arrival }: FollowUp,
  atMs: number,
): Line | undefined {
  switch (transition) {
    case 'asked':
      return undefined;
    case 'started':
    case 'not_started':
      if (resolution?.kind !== transition) return undefined;
      return {
        kind: 'resolved',
        resolution: transition,
        by: resolution.by,
        reason: resolution.reason,
        atMs,
      };
    case 'arrived':
    case 'not_yet':
      if (arrival?.kind !== transition) return undefined;
      return { kind: transition, by: arrival.by, atMs };
    case 'unresolved':
    case 'not_confirmed':
      return { kind: transition, atMs };
  }
}

/** Nobody can be asked in the channel any more: the requester gets the end directly. */
export async function giveUp(run: Run, state: SentState, nowMs: number): Promise<Card> {
  const { followUp: ended } = endFollowUp(state.followUp, nowMs);
  const card = run.cardIn(withRound({ ...state, followUp: ended }, undefined));
  await tellRequester(run, card);
  return card;
}

/** The end of a request, to the person who asked, where the channel could not be written to. */
export async function tellRequester(run: Run, card: Card): Promise<void> {
  const message = resultMessage(card, run.deps.channelId);
  await run.writer.tell('tell requester', run.requesterId, message);
}

function secondsUntil(dueMs: number, nowMs: number): number {
  return Math.max(1, Math.ceil((dueMs - nowMs) / 1000));
}
