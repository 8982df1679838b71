import type { DooFailure } from '../doo/failure.ts';

/** Why doo was not called for a target. */
export type NotAskedReason =
  | 'credentials_refused'
  | 'quota_used_up'
  | 'no_access'
  | 'stopped'
  /** The approved scope no longer matches what doo has. */
  | 'changed'
  /** Another request for the same webhooks was approved at the last moment. */
  | 'overtaken'
  /** At the requested rate its turn would come too long after the approval. */
  | 'too_slow'
  /** One first: doo did not accept the first target. */
  | 'first_failed'
  /** One first: somebody said that the first target's webhooks did not arrive. */
  | 'not_arrived'
  /** One first: nobody confirmed in time that they arrived. */
  | 'not_confirmed';

/** How one target ended. Only `unknown` may conceal a call that doo acted on. */
export type Outcome =
  | { readonly kind: 'accepted'; readonly items: number }
  | { readonly kind: 'refused'; readonly failure: DooFailure }
  | { readonly kind: 'not_sent'; readonly failure: DooFailure }
  | { readonly kind: 'not_sent'; readonly notAsked: NotAskedReason }
  | { readonly kind: 'unknown'; readonly failure?: DooFailure };

export type OutcomeKind = Outcome['kind'];

/** How a sent request ended: the kind that all targets share, or the one that matters most. */
export type SentState = OutcomeKind | 'partly_accepted';

/**
 * The outcome of a failed call that is not retried: `unknown` if doo may have acted, `refused` if doo said
 * no, `not_sent` if doo was unreachable or had no capacity.
 */
export function outcomeOfFailure(failure: DooFailure): Outcome {
  if (failure.mayHaveActed) return { kind: 'unknown', failure };
  const saidNo = failure.code === 'refused' || failure.code === 'unauthorized';
  return saidNo ? { kind: 'refused', failure } : { kind: 'not_sent', failure };
}

/** Sums up all outcomes of a request. `unknown` outranks the others, because a person must look into it. */
export function sentStateOf(outcomes: readonly Outcome[]): SentState {
  const kinds = new Set(outcomes.map((outcome) => outcome.kind));
  if (kinds.has('unknown')) return 'unknown';
  const [only] = kinds;
  if (only !== undefined && kinds.size === 1) return only;
  if (kinds.has('accepted')) return 'partly_accepted';
  return 'refused';
}

/** Counts the items that doo accepted over all outcomes. */
export function acceptedItems(outcomes: readonly Outcome[]): number {
  return outcomes.reduce(
    (sum, outcome) => sum + (outcome.kind === 'accepted' ? outcome.items : 0),
    0,
  );
}

/** How one target ended. `atMs` is when its last call ended. */
export interface TargetResult {
  readonly eventId?: string;
  readonly configurationId?: string;
  readonly outcome: Outcome;
  readonly atMs: number;
}
