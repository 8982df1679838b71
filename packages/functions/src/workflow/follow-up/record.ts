import {
  type FollowUp,
  type FollowUpTransition,
  takesAnswers,
} from '@doo-repush/core/repush/follow-up';
import { acceptedItems } from '@doo-repush/core/repush/outcome';
import { askedPerson } from '../../messages/card/follow-up-text.ts';
import type { Line } from '../../model/transition.ts';
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

/** Shows the follow-up on the card and in its thread, in the order in which it becomes true. */
export function createShown({ writer, cardIn }: Run, begun: SentState): Shown {
  const { arrival: first } = begun.followUp;
  const estimatedMs = first?.kind === 'awaited' ? first.estimatedMs : 0;

  return {
    async record(number, state, { transitions, refusal }, atMs) {
      const card = cardIn(state);
      const { arrival } = state.followUp;
      if (transitions.includes('asked') && arrival?.kind === 'asked') {
        const line: Line = {
          kind: 'arrival_asked',
          asked: askedPerson(card),
          items: acceptedItems(state.results.map(({ outcome }) => outcome)),
          untilMs: arrival.untilMs,
          ...(estimatedMs > atMs && { sendingUntilMs: estimatedMs }),
        };
        const asked = await writer.require('arrival asked', line, card);
        if (!asked.ok) return false;
      }
      if (transitions.length > 0 || takesAnswers(state.followUp)) {
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
