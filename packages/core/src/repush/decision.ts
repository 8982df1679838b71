/** What a person may decide about a request that waits. */
export const DECISIONS = ['approved', 'rejected', 'cancelled'] as const;
export type DecisionKind = (typeof DECISIONS)[number];

/** How the waiting of a request ended: by whom and when (milliseconds since the epoch). */
export type DecisionEnd =
  | { readonly kind: 'approved'; readonly by: string; readonly atMs: number }
  | { readonly kind: 'cancelled'; readonly by: string; readonly atMs: number }
  | {
      readonly kind: 'rejected';
      readonly by: string;
      readonly atMs: number;
      readonly reason: string;
    }
  | {
      readonly kind: 'expired';
      readonly atMs: number;
      /** Where it was not simply that nobody decided in time. */
      readonly reason?:
        | 'approved_late'
        | 'too_many_refusals'
        | 'not_shown'
        | 'no_buttons'
        | 'too_many_open';
      /** Whose approval was judged only when the time was over. */
      readonly by?: string;
    };

/** Whether a decision of somebody who may still counts at `nowMs`: nothing is sent past its expiry. */
export function isInTime(decision: DecisionKind, nowMs: number, expiresAtMs: number): boolean {
  return decision !== 'approved' || nowMs < expiresAtMs;
}
