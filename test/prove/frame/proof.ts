import type { Sandbox, SandboxOptions } from '@doo-repush/sandbox/sandbox';

/** The promises that a proof may find broken; `untrue` is a card or message that says something untrue. */
export const PROMISES = ['sentTwice', 'lost', 'letIn', 'leaked', 'untrue'] as const;
export type BrokenPromise = (typeof PROMISES)[number];

/** Something that must not happen, with what it takes to reproduce it. */
export interface Violation {
  readonly promise: BrokenPromise;
  /** A sentence: what happened, and what should have happened. */
  readonly what: string;
  /** A seed, a row of a table, a path of a property test. */
  readonly reproduce: string;
}

/** The figures that are added up over the whole run. */
export const FIGURES = ['faults', 'crashPoints', 'sequences', 'racers', 'hostile'] as const;

export interface ProofResult {
  /**
   * How much was tried, by name. The names in `FIGURES` are added up over all proofs; others are shown next
   * to their proof. A count of 0 fails the proof, because nothing was tried.
   */
  readonly counts: Readonly<Record<string, number>>;
  readonly violations: readonly Violation[];
  /** Measurements worth a line in the table, such as a percentile. */
  readonly notes?: readonly string[];
}

/** One of `of` parts, counted from 1, of a proof that can be divided; 1 of 1 is the whole. */
export interface Shard {
  readonly nth: number;
  readonly of: number;
}

/** The context in which a proof runs. */
export interface ProofContext {
  /** True for the shorter form that runs on every change; a release needs the whole form. */
  readonly quick: boolean;
  /** The seed of everything random. */
  readonly seed: number;
  /** The part to run, for a proof that can be divided; others run as a whole. */
  readonly shard: Shard;
  /** Prefixes of the names of the only matrix cells to play; empty for all. */
  readonly cells: readonly string[];
  /** Reports progress to whoever is waiting, in addition to the final output. */
  progress(text: string): void;
  /** Milliseconds until the proof is killed and counts as failed. */
  timeLeftMs(): number;
  /** The same product as `launchProduct`, stopped after the proof unless the proof has stopped it. */
  startProduct(options?: Partial<SandboxOptions>): Promise<Sandbox>;
}

/** A proof: a module `test/prove/<name>.ts` that exports it as `proof`. */
export interface Proof {
  /** What is proved, in a few words, for the table. */
  readonly title: string;
  /** Time limits of both forms; a proof that exceeds its limit is killed and counts as failed. */
  readonly limitMs: { readonly quick: number; readonly whole: number };
  run(context: ProofContext): Promise<ProofResult>;
}
