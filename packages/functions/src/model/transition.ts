import type { DecisionEnd } from '@doo-repush/core/repush/decision';
import type { FollowUp } from '@doo-repush/core/repush/follow-up';
import type { TargetResult } from '@doo-repush/core/repush/outcome';
import type { RefusalReason } from '@doo-repush/core/repush/permissions';
import type { Change } from './request-state.ts';

/** A transition of a request, as its thread records it. */
export type Line =
  | { readonly kind: 'requested'; readonly by: string; readonly atMs: number }
  | {
      readonly kind: 'decision_refused';
      readonly by: string | undefined;
      readonly atMs: number;
      readonly reason: RefusalReason | 'unreadable';
    }
  /** What was approved was not sent, since doo or the doo secret had changed. */
  | { readonly kind: 'changed'; readonly atMs: number; readonly changes: readonly Change[] }
  /** Nor was what a request for the same overtook in the last moment. */
  | { readonly kind: 'overtaken'; readonly atMs: number }
  /** An approval that does not count yet, since a request for the same was approved before it. */
  | { readonly kind: 'asked_once_more'; readonly by: string; readonly atMs: number }
  /** What does not fit on the card, for whoever decides. */
  | { readonly kind: 'details'; readonly lines: readonly string[] }
  | Exclude<DecisionEnd, { kind: 'expired' }>
  | (Extract<DecisionEnd, { kind: 'expired' }> & {
      /** Whoever asked, who is told that nothing came of it. */
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
  /** Asked for when every target had an end. */
  | { readonly kind: 'stop_late'; readonly by: string | undefined; readonly atMs: number }
  | {
      readonly kind: 'outcomes';
      /** The number of the first target, which is 1 where it is left out. */
      readonly from?: number;
      readonly results: readonly TargetResult[];
    }
  /** The card shows the end; what is left to do about it follows. */
  | { readonly kind: 'reported'; readonly followUp: FollowUp; readonly requesterId: string }
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
  /** This thread is below a card in the place of another one; in old ones, of a deleted one. */
  | {
      readonly kind: 'reposted';
      readonly atMs: number;
      readonly inPlaceOf?: 'deleted' | 'unchangeable';
    }
  /** Slack takes no change of the card above; the request is on another one. */
  | { readonly kind: 'moved'; readonly atMs: number };

/** Why an answer to a question about a finished request does not count. */
export type AnswerRefusal = RefusalReason | 'unreadable' | 'not_open';
