import type { DecisionEnd } from '@doo-repush/core/repush/decision';
import type { FollowUp } from '@doo-repush/core/repush/follow-up';
import type { OfficeHours } from '@doo-repush/core/repush/office-hours';
import { sentStateOf, type TargetResult } from '@doo-repush/core/repush/outcome';
import type { ConfigurationFacts } from './checked-request.ts';
import type { StateName } from './state-name.ts';

/** What no longer matched the card right before the sending. */
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

/** One first: what is known of the first target while the rest waits for it. */
export type FirstState =
  /** doo should still be sending it. */
  | { readonly kind: 'awaited'; readonly askAtMs: number }
  /** Somebody has to say whether its webhooks arrived. */
  | { readonly kind: 'asked'; readonly untilMs: number };

/** The state of a request. Buttons exist only while it is pending. */
export type CardState =
  | {
      readonly kind: 'waiting';
      /** The buttons' value; present once the approver has everything needed to decide. */
      readonly buttonValue?: string;
      readonly expiresAtMs: number;
      /** The hours that count until then, where not all do. */
      readonly officeHours?: Pick<OfficeHours, 'text' | 'timeZone'>;
      /** Whose approval another request for the same overtook; it is asked for again. */
      readonly askedOnceMore?: Decided;
    }
  | {
      readonly kind: 'sending';
      readonly approved: Decided;
      /** Whether the requester was deactivated by the time of the approval. */
      readonly isRequesterGone?: boolean;
      /** Results so far, in the order of the targets. */
      readonly results?: readonly TargetResult[];
      /** When the next call is due, if it is waiting for its turn. */
      readonly nextAtMs?: number;
      /** Present while the rest waits for the first target. */
      readonly first?: FirstState;
      /** The value of *Stop the rest*, while something is left to stop. */
      readonly stopValue?: string;
    }
  | { readonly kind: 'rejected'; readonly rejected: Decided; readonly reason: string }
  | { readonly kind: 'cancelled'; readonly cancelled: Decided }
  | Extract<DecisionEnd, { kind: 'expired' }>
  | {
      readonly kind: 'sent';
      readonly approved: Decided;
      /** As while it was sent: whoever approved is asked whether the webhooks arrived. */
      readonly isRequesterGone?: boolean;
      readonly results: readonly TargetResult[];
      /** What no longer matched the card right before the first call; nothing was sent. */
      readonly changes?: readonly Change[];
      /** Whether the second reading of doo, right before the first call, failed. */
      readonly isUnread?: boolean;
      /** Who stopped the rest. */
      readonly stopped?: Decided;
      /** Open questions and given answers. */
      readonly followUp?: FollowUp;
      /** The value of the buttons that resolve unknown outcomes, while they are open. */
      readonly answerValue?: string;
    }
  | { readonly kind: 'failed' };

/** The name of the state that a card shows. */
export function stateNameOf(state: CardState): StateName {
  if (state.kind !== 'sent') return state.kind;
  return sentStateOf(state.results.map((result) => result.outcome));
}
