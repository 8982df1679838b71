import {
  type FollowUp,
  type FollowUpTransition,
  isAsked,
  isResolvable,
} from '@doo-repush/core/repush/follow-up';
import type { Question } from '../../messages/thread/question.ts';
import type { Line } from '../../model/transition.ts';
import type { Place } from '../channel/channel.ts';
import type { Run } from '../context.ts';
import type { RefusedAnswer } from './judge-answer.ts';
import type { SentState } from './round.ts';

/** The result of one round. */
export interface Moved {
  readonly followUp: FollowUp;
  readonly transitions: readonly FollowUpTransition[];
  readonly refusal?: RefusedAnswer;
}

export interface Shown {
  /** Shows the end of a round and the buttons of the next. @returns whether the channel accepted it */
  record(number: number, state: SentState, moved: Moved, atMs: number): Promise<boolean>;
}

/** Shows the follow-up on card, question and thread, in the order in which it becomes true. */
export function createShown({ writer, cardIn }: Run, begun: SentState): Shown {
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
        const shown = await writer.showSurely(`show follow-up ${number}`, card);
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
