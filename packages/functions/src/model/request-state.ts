import type { DecisionEnd } from '@doo-repush/core/repush/decision';
import type { FollowUp } from '@doo-repush/core/repush/follow-up';
import { sentStateOf, type TargetResult } from '@doo-repush/core/repush/outcome';
import type { ConfigurationFacts } from './checked-request.ts';
import type { StateName } from './state-name.ts';

/** What was no longer as the card shows it when it was to be sent. */
export type Change =
  | { readonly kind: 'team' }
  | { readonly kind: 'gone'; readonly before: ConfigurationFacts }
  | {
      readonly kind: 'configuration';
      readonly before: ConfigurationFacts;
      readonly now: ConfigurationFacts;
    };

/** Who decided, and when. */
export interface Decided {
  readonly by: string;
  readonly atMs: number;
}

/** Where a request stands. Buttons exist only while it waits. */
export type CardState =
  | {
      readonly kind: 'waiting';
      /** Behind the buttons, once everything is there to decide by. */
      readonly buttonValue?: string;
      readonly expiresAtMs: number;
      /** Who approved what was overtaken by a request for the same. */
      readonly askedOnceMore?: Decided;
    }
  | {
      readonly kind: 'sending';
      readonly approved: Decided;
      /** Results so far, in the order of the targets. */
      readonly results?: readonly TargetResult[];
      /** When the next call has its turn, where it waits for it. */
      readonly nextAtMs?: number;
      /** Behind *Stop the rest*, where something is left to stop. */
      readonly stopValue?: string;
    }
  | { readonly kind: 'rejected'; readonly rejected: Decided; readonly reason: string }
  | { readonly kind: 'cancelled'; readonly cancelled: Decided }
  | Extract<DecisionEnd, { kind: 'expired' }>
  | {
      readonly kind: 'sent';
      readonly approved: Decided;
      readonly results: readonly TargetResult[];
      /** What differed from the card right before the first call, so that nothing was sent. */
      readonly changes?: readonly Change[];
      /** Whether doo could not be asked once more right before the first call. */
      readonly isUnread?: boolean;
      /** Who stopped the rest. */
      readonly stopped?: Decided;
      /** What is still open about it, or what became of that. */
      readonly followUp?: FollowUp;
      /** Behind the buttons that resolve what is unknown, while somebody may. */
      readonly answerValue?: string;
    }
  | { readonly kind: 'failed' };

/** The name of the state that a card shows. */
export function stateNameOf(state: CardState): StateName {
  if (state.kind !== 'sent') return state.kind;
  return sentStateOf(state.results.map((result) => result.outcome));
}
