import { type FollowUpQuestion, NOT_YET_STANDS_MS } from '@doo-repush/core/repush/follow-up';
import { judgeAnswer } from '@doo-repush/core/repush/permissions';
import {
  type ProposedAnswer,
  type ProposedFirstAnswer,
  questionOf,
} from '@doo-repush/core/repush/proposals';
import { followUpOf } from '../../ledger/ledger-state.ts';
import type { AnswerProblem } from '../../messages/private/answer-refused.ts';
import { readDecider } from '../../slack-api/authorize.ts';
import type { SlackDeps } from '../deps.ts';
import { type CardClick, closeIfEnded, readClickedCard } from './card-click.ts';

/**
 * Why `userId` may not answer; `undefined` if it seems allowed. A courtesy, for a quick response: the
 * workflow judges again.
 */
export async function whyNoAnswer(
  { requesterId }: CardClick,
  question: FollowUpQuestion,
  userId: string,
  { people }: SlackDeps,
): Promise<AnswerProblem | undefined> {
  const verdict = judgeAnswer(question, requesterId, await readDecider(people, userId));
  if (verdict.allowed) return undefined;
  return { kind: 'not_allowed', question, reason: verdict.reason, requesterId };
}

/**
 * Why "not yet" adds nothing: it still stands. Answered here, so that repetitions cost the execution
 * nothing; `undefined` if it is new, or the card cannot tell.
 */
export async function whyNoNews(
  click: CardClick,
  deps: SlackDeps,
): Promise<AnswerProblem | undefined> {
  const card = await readClickedCard(click, deps);
  const arrival = card === undefined ? undefined : followUpOf(card.state).arrival;
  const { kind, by, atMs, untilMs } = arrival ?? {};
  if (kind !== 'not_yet' || by === undefined || atMs === undefined || untilMs === undefined)
    return undefined;
  if (!(Date.now() < Math.min(atMs + NOT_YET_STANDS_MS, untilMs))) return undefined;
  const hasEnded = await closeIfEnded(click, deps.workflow.hasEnded, deps);
  if (hasEnded) return { kind: 'closed', question: 'arrival', card, hasEnded };
  deps.log.info('answer_said_already', { question: 'arrival' });
  return { kind: 'said_already', by, atMs, untilMs };
}

/**
 * Completes the callback of the question with the answer.
 * @returns why it came too late; `undefined` if it was accepted
 */
export async function proposeAnswer(
  click: CardClick,
  answer: ProposedAnswer | ProposedFirstAnswer,
  deps: SlackDeps,
): Promise<AnswerProblem | undefined> {
  const taken = await deps.workflow.decide(click.callbackId, answer);
  const question = questionOf(answer);
  deps.log.info('answer_proposed', { question, by: answer.by, taken });
  if (taken === 'recorded') return undefined;
  const [card, hasEnded] = await Promise.all([
    readClickedCard(click, deps),
    closeIfEnded(click, deps.workflow.hasEnded, deps),
  ]);
  return { kind: 'closed', question, card, hasEnded };
}
