import type { DecisionEnd } from '@doo-repush/core/repush/decision';
import type { FollowUp } from '@doo-repush/core/repush/follow-up';
import type { TargetResult } from '@doo-repush/core/repush/outcome';
import type { RefusalReason } from '@doo-repush/core/repush/permissions';
import type { Change } from './request-state.ts';

/** A transition of a request, as recorded in its thread. */
export type Line =
  | {
      readonly kind: 'requested';
      readonly by: string;
      readonly atMs: number;
      /** What doo gets, as far as it fits; more of it is in `details`. */
      readonly lines?: readonly string[];
    }
  | {
      readonly kind: 'decision_refused';
      readonly by: string | undefined;
      readonly atMs: number;
      readonly reason: RefusalReason | 'unreadable';
    }
  /** Approved but not sent, because doo or the doo secret had changed. */
  | {
      readonly kind: 'changed';
      readonly atMs: number;
      readonly changes: readonly Change[];
      /** The first target had been sent. */
      readonly isRest?: boolean;
    }
  /** Approved but not sent, because another request for the same overtook it at the last moment. */
  | { readonly kind: 'overtaken'; readonly atMs: number; readonly isRest?: boolean }
  /** An approval that does not count yet, because a request for the same was approved before it. */
  | { readonly kind: 'asked_once_more'; readonly by: string; readonly atMs: number }
  /** The rest of what doo gets, for the approver. */
  | { readonly kind: 'details'; readonly lines: readonly string[] }
  /** Somebody is reminded of a request that waits; nobody is called any more once it is decided. */
  | {
      readonly kind: 'reminded';
      readonly atMs: number;
      readonly calls?: { readonly people: readonly string[]; readonly untilMs: number };
    }
  | Exclude<DecisionEnd, { kind: 'expired' }>
  | (Extract<DecisionEnd, { kind: 'expired' }> & {
      /** The requester, who is told that nothing came of it. */
      readonly requesterId?: string;
    })
  | { readonly kind: 'sending'; readonly targets: number }
  | { readonly kind: 'stopped'; readonly by: string; readonly atMs: number; readonly left: number }
  | {
      readonly kind: 'stop_refused';
      readonly by: string | undefined;
      readonly atMs: number;
      readonly reason: RefusalReason | 'unreadable';
    }
  /** A stop that was requested after every target had ended. */
  | { readonly kind: 'stop_late'; readonly by: string | undefined; readonly atMs: number }
  | {
      readonly kind: 'outcomes';
      /** The number of the first target; 1 if absent. */
      readonly from?: number;
      readonly results: readonly TargetResult[];
      /** With the last of them: what people are asked next, once the card shows the outcome. */
      readonly followUp?: FollowUp;
    }
  /** One first: the first target should have arrived, and somebody is asked. */
  | {
      readonly kind: 'first_asked';
      readonly asks: string;
      readonly untilMs: number;
      /** doo found nothing to send for it. */
      readonly isEmpty?: boolean;
    }
  | {
      readonly kind: 'first_arrived' | 'first_not_arrived';
      readonly by: string;
      readonly atMs: number;
      readonly isEmpty?: boolean;
    }
  /** Nobody said in time whether it did. */
  | { readonly kind: 'first_not_confirmed'; readonly atMs: number }
  /** Somebody is asked whether the webhooks arrived. */
  | {
      readonly kind: 'arrival_asked';
      readonly asked: string;
      /** How many doo accepted. */
      readonly items: number;
      readonly untilMs: number;
      /** When doo should be done, if that is later than the question. */
      readonly sendingUntilMs?: number;
    }
  | { readonly kind: 'arrived' | 'not_yet'; readonly by: string; readonly atMs: number }
  | { readonly kind: 'not_confirmed' | 'unresolved'; readonly atMs: number }
  | {
      readonly kind: 'resolved';
      readonly resolution: 'started' | 'not_started';
      readonly by: string;
      readonly atMs: number;
      readonly reason: string;
    }
  | {
      readonly kind: 'answer_refused';
      readonly by: string | undefined;
      readonly atMs: number;
      readonly reason: AnswerRefusal;
    }
  /** This thread's card replaces another one; in old threads, always a deleted one. */
  | {
      readonly kind: 'reposted';
      readonly atMs: number;
      readonly inPlaceOf?: 'deleted' | 'unchangeable';
    }
  /** Slack refuses to change the card above; another card now has the request. */
  | { readonly kind: 'moved'; readonly atMs: number };

/** Why an answer about a finished request does not count. */
export type AnswerRefusal = RefusalReason | 'unreadable' | 'not_open';
