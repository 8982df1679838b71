import type { ProofResult, Shard } from './proof.ts';

/** What a proof's process sends to its parent. */
export type ProofMessage =
  | { readonly kind: 'started'; readonly title: string; readonly limitMs: number }
  | { readonly kind: 'progress'; readonly text: string }
  | { readonly kind: 'ended'; readonly result: ProofResult };

/** The single JSON argument of a proof's process. */
export interface ProofOrder {
  readonly modulePath: string;
  readonly quick: boolean;
  readonly seed: number;
  readonly shard: Shard;
  readonly cells: readonly string[];
}
