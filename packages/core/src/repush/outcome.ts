import type { DooFailure } from '../doo/failure.ts';

/** Why a target was not sent although doo was never asked. */
export type NotAskedReason =
  | 'credentials_refused'
  | 'quota_used_up'
  | 'no_access'
  | 'stopped'
  /** What was approved is no longer what doo has. */
  | 'changed'
  /** A request for the same was approved in the last moment. */
  | 'overtaken'
  /** At the rate that was asked for, its turn would have come too long after the approval. */
  | 'too_slow';

/** How one target ended. Only `unknown` may hide a call that doo acted on. */
export type Outcome =
  | { readonly kind: 'accepted'; readonly items: number }
  | { readonly kind: 'refused'; readonly failure: DooFailure }
  | { readonly kind: 'not_sent'; readonly failure: DooFailure }
  | { readonly kind: 'not_sent'; readonly notAsked: NotAskedReason }
  | { readonly kind: 'unknown'; readonly failure?: DooFailure };

export type OutcomeKind = Outcome['kind'];

/** How a request ended that was sent: the one kind all its targets share, or what stands out. */
export type SentState = OutcomeKind | 'partly_accepted';

/**
 * The outcome that a failed call leaves behind when it is not tried again: `unknown` wherever doo
 * may have acted, `refused` where doo said no, `not_sent` where doo was not reached or had no room.
 */
export function outcomeOfFailure(failure: DooFailure): Outcome {
  if (failure.mayHaveActed) return { kind: 'unknown', failure };
  const saidNo = failure.code === 'refused' || failure.code === 'unauthorized';
  return saidNo ? { kind: 'refused', failure } : { kind: 'not_sent', failure };
}

/** One word for all outcomes of a request: `unknown` outranks all, since a person must look. */
export function sentStateOf(outcomes: readonly Outcome[]): SentState {
  const kinds = new Set(outcomes.map((outcome) => outcome.kind));
  if (kinds.has('unknown')) return 'unknown';
  const [only] = kinds;
  if (only !== undefined && kinds.size === 1) return only;
  if (kinds.has('accepted')) return 'partly_accepted';
  return 'refused';
}

/** Items that doo accepted over all outcomes. */
export function acceptedItems(outcomes: readonly Outcome[]): number {
  return outcomes.reduce(
    (sum, outcome) => sum + (outcome.kind === 'accepted' ? outcome.items : 0),
    0,
  );
}

/** One target's end. `atMs` is when its last call ended. */
export interface TargetResult {
  readonly eventId?: string;
  readonly configurationId?: string;
  readonly outcome: Outcome;
  readonly atMs: number;
}
