import { judgeAnswer } from '@doo-repush/core/repush/permissions';
import {
  type ProposedAnswer,
  proposedAnswerSchema,
  questionOf,
} from '@doo-repush/core/repush/proposals';
import type { AnswerRefusal } from '../../model/transition.ts';
import type { Run } from '../context.ts';
import { type Completion, judgeInStep, proposalIn } from '../judge.ts';

/** An answer that does not count. */
export interface RefusedAnswer {
  readonly by: string | undefined;
  readonly reason: AnswerRefusal;
}

/** An answer from a round's callback, judged. */
export type JudgedAnswer =
  | { readonly kind: 'answer'; readonly answer: ProposedAnswer; readonly atMs: number }
  | { readonly kind: 'refused'; readonly refusal: RefusedAnswer; readonly atMs: number };

/** Judges what ended the callback of round `number`, unless it timed out. */
export async function judgeAnswerInStep(
  { durable, deps, requesterId }: Run,
  number: number,
  completion: Completion,
): Promise<JudgedAnswer> {
  const judged = await judgeInStep(durable, proposalIn(proposedAnswerSchema, completion), {
    name: `answer ${number}`,
    rule: (answer, decider) => judgeAnswer(questionOf(answer), requesterId, decider),
    people: deps.people,
    now: deps.now,
  });
  const { atMs } = judged;
  if (judged.counts) return { kind: 'answer', answer: judged.proposal, atMs };
  return { kind: 'refused', refusal: { by: judged.by, reason: judged.reason }, atMs };
}
