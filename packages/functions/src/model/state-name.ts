import type { SentState } from '@doo-repush/core/repush/outcome';

/** The state of a request as named in metadata and results. */
export type StateName =
  | 'waiting'
  | 'sending'
  | 'rejected'
  | 'cancelled'
  | 'expired'
  | 'failed'
  | SentState;

/** How a request's unknown outcomes were resolved, alongside those that doo accepted. */
export interface Resolved {
  /** By its name in the ledger. */
  readonly resolution: string;
  readonly accepted: number;
  readonly calls: number;
}

const STATE_NAMES: readonly StateName[] = [
  'waiting',
  'sending',
  'rejected',
  'cancelled',
  'expired',
  'failed',
  'accepted',
  'partly_accepted',
  'refused',
  'not_sent',
  'unknown',
];

/** Whether a text is the name of a state. */
export function isStateName(text: string): text is StateName {
  return STATE_NAMES.some((name) => name === text);
}

/** Whether a request in this recorded state has not ended yet. */
export function isUnended(state: string): boolean {
  return state === 'waiting' || state === 'sending';
}
