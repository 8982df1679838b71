import { parseJson } from '@doo-repush/core/json';
import type { Verdict } from '@doo-repush/core/repush/decision';
import {
  judgeAnswer,
  type ProposedAnswer,
  proposedAnswerSchema,
  questionOf,
} from '@doo-repush/core/repush/follow-up-answer';
import type { AnswerRefusal } from '../slack/blocks/thread.ts';
import { readDecider } from '../slack/people.ts';
import { DIRECTORY_PATIENCE, repeatable } from './durable.ts';
import type { Run } from './run.ts';

/** An answer that does not count. */
export interface RefusedAnswer {
  readonly by: string | undefined;
  readonly reason: AnswerRefusal;
}

/** What came in through a round's callback, as far as it counts. */
export type JudgedAnswer =
  | { readonly kind: 'answer'; readonly answer: ProposedAnswer; readonly atMs: number }
  | { readonly kind: 'refused'; readonly refusal: RefusedAnswer; readonly atMs: number };

/**
 * Judges an answer against the stored request and against Slack at this moment. A judgement that
 * could not be made is a no, like everything that cannot be verified.
 * @param text what somebody completed the callback with
 */
export async function judgeAnswerInStep(
  run: Run,
  number: number,
  text: unknown,
): Promise<JudgedAnswer> {
  const { durable, deps } = run;
  const answer = proposedAnswerSchema.safeParse(
    typeof text === 'string' ? parseJson(text) : undefined,
  ).data;
  const refused = async (name: string, reason: AnswerRefusal): Promise<JudgedAnswer> => {
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
