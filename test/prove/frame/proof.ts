import type { Sandbox, SandboxOptions } from '@doo-repush/sandbox/sandbox';

/** The promises that a proof may find broken; `untrue` is a card or a message that says what is not so. */
export const PROMISES = ['sentTwice', 'lost', 'letIn', 'leaked', 'untrue'] as const;
export type BrokenPromise = (typeof PROMISES)[number];

/** One thing that must not have happened, with what it takes to see it again. */
export interface Violation {
  readonly promise: BrokenPromise;
  /** A sentence: what happened, and what should have. */
  readonly what: string;
  /** A seed, a row of a table, a path of a property test. */
  readonly reproduce: string;
}

/** The figures that the whole run adds up. */
export const FIGURES = ['faults', 'crashPoints', 'sequences', 'racers', 'hostile'] as const;

export interface ProofResult {
  /**
   * What was tried, by name: the names of `FIGURES` are added up over all proofs, others are shown
   * beside their proof. A count of 0 fails the proof, since nothing was tried.
   */
  readonly counts: Readonly<Record<string, number>>;
  readonly violations: readonly Violation[];
  /** Measured values that are worth a line in the table, such as a percentile. */
  readonly notes?: readonly string[];
}

/** One of `of` parts, counted from 1, into which a long proof can be cut; 1 of 1 is the whole. */
export interface Shard {
  readonly nth: number;
  readonly of: number;
}

/** What a proof is given to run with. */
export interface ProofContext {
  /** True for the shorter form that belongs to every change; the whole form belongs to a release. */
  readonly quick: boolean;
  /** The seed of everything random. */
  readonly seed: number;
  /** The part that is to be run, of a proof that can be cut; the others run as a whole. */
  readonly shard: Shard;
  /** The beginnings of the names of the only cells that the matrices are to play; none: all. */
  readonly cells: readonly string[];
  /** Says to whoever waits how far the proof has come, beside what it prints at its end. */
  progress(text: string): void;
  /** Milliseconds until the proof is ended from outside, as a failure. */
  timeLeftMs(): number;
  /** The same product as `launchProduct`; it is stopped after the proof if the proof did not. */
  startProduct(options?: Partial<SandboxOptions>): Promise<Sandbox>;
}

/** One proof: a module `test/prove/<name>.ts` that exports it as `proof`. */
export interface Proof {
  /** What is proved, in a few words, for the table. */
  readonly title: string;
  /** How long each form may take; the process is ended after it, which counts as a failure. */
  readonly limitMs: { readonly quick: number; readonly whole: number };
  run(context: ProofContext): Promise<ProofResult>;
}
