/** The decisions a person can make on a pending request. */
export const DECISIONS = ['approved', 'rejected', 'cancelled'] as const;
export type DecisionKind = (typeof DECISIONS)[number];

/** How a pending request ended: by whom and when (milliseconds since the epoch). */
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
      /** Set unless the request simply ran out of time. */
      readonly reason?:
        | 'approved_late'
        | 'too_many_refusals'
        | 'not_shown'
        | 'no_buttons'
        | 'too_many_open';
      /** Whose approval was judged only after the request had expired. */
      readonly by?: string;
    };

/** Whether an authorized decision still counts at `nowMs`: nothing may be approved after it expires. */
export function isInTime(decision: DecisionKind, nowMs: number, expiresAtMs: number): boolean {
  return decision !== 'approved' || nowMs < expiresAtMs;
}
