import type { RefusalReason } from '@doo-repush/core/repush/decision';
import {
  type FollowUpQuestion,
  judgeAnswer,
  type ProposedAnswer,
  questionOf,
} from '@doo-repush/core/repush/follow-up-answer';
import { errorKind } from '../log.ts';
import type { ButtonFacts } from './button-value.ts';
import type { SlackDeps } from './deps.ts';
import { type LedgerCard, readCard } from './ledger/read.ts';
import { readDecider } from './people.ts';

/** A click on a question about a finished request: what its button says, and where the card stands. */
export interface AnswerClick extends ButtonFacts {
  readonly cardTs: string;
}

/** Why an answer does not count; `follow-up-answers.ts` has the words. */
export type AnswerProblem =
  | {
      readonly kind: 'not_allowed';
      readonly question: FollowUpQuestion;
      readonly reason: RefusalReason;
      readonly requesterId: string;
    }
  | {
      readonly kind: 'closed';
      readonly question: FollowUpQuestion;
      readonly card: LedgerCard | undefined;
      /** Whether AWS says that the execution, which would take the answer, has ended. */
      readonly hasEnded: boolean;
    };

/**
 * Why `userId` may not answer; `undefined` when it looks allowed. A courtesy to answer quickly: the
 * workflow judges again by itself.
 */
export async function whyNoAnswer(
  { requesterId }: AnswerClick,
  question: FollowUpQuestion,
  userId: string,
  { people }: SlackDeps,
): Promise<AnswerProblem | undefined> {
  const verdict = judgeAnswer(question, requesterId, await readDecider(people, userId));
  if (verdict.allowed) return undefined;
  return { kind: 'not_allowed', question, reason: verdict.reason, requesterId };
}

/**
 * Completes the callback of the question with the answer.
 * @returns why it came too late; `undefined` when it was taken
 */
export async function proposeAnswer(
  click: AnswerClick,
  answer: ProposedAnswer,
  deps: SlackDeps,
): Promise<AnswerProblem | undefined> {
  const taken = await deps.workflow.decide(click.callbackId, answer);
  const question = questionOf(answer);
  deps.log.info('answer_proposed', { question, by: answer.by, taken });
  if (taken === 'recorded') return undefined;
  const [card, hasEnded] = await Promise.all([
    readLedgerCard(click, deps),
    hasExecutionEnded(click, deps),
  ]);
  return { kind: 'closed', question, card, hasEnded };
}

async function readLedgerCard(
  { cardTs }: AnswerClick,
  { client, secret, settings, log }: SlackDeps,
): Promise<LedgerCard | undefined> {
  try {
    return await readCard(client, secret.botId, settings.APPROVAL_CHANNEL, cardTs);
  } catch (error) {
    log.warn('card_unreadable', { error: errorKind(error) });
    return undefined;
  }
}

async function hasExecutionEnded(
  { executionArn }: AnswerClick,
  { workflow, log }: SlackDeps,
): Promise<boolean> {
  if (executionArn === '') return false;
  try {
    return await workflow.hasEnded(executionArn);
  } catch (error) {
    log.warn('execution_unreadable', { error: errorKind(error) });
    return false;
  }
}
