import type { ProofResult, Shard } from './proof.ts';

/** What the process of a proof tells the one that started it. */
export type ProofMessage =
  | { readonly kind: 'started'; readonly title: string; readonly limitMs: number }
  | { readonly kind: 'progress'; readonly text: string }
  | { readonly kind: 'ended'; readonly result: ProofResult };

/** What the process of a proof is started with, as its one argument in JSON. */
export interface ProofOrder {
  readonly modulePath: string;
  readonly quick: boolean;
  readonly seed: number;
  readonly shard: Shard;
  readonly cells: readonly string[];
}
