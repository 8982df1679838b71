import type { SentState } from '@doo-repush/core/repush/outcome';

/** The state of a request as metadata and results name it. */
export type StateName =
  | 'waiting'
  | 'sending'
  | 'rejected'
  | 'cancelled'
  | 'expired'
  | 'failed'
  | SentState;

/** How the calls of a request were resolved whose end was unknown, beside those that doo accepted. */
export interface Resolved {
  /** As the ledger names it. */
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

/** Whether a text names a state. */
export function isStateName(text: string): text is StateName {
  return STATE_NAMES.some((name) => name === text);
}

/** Whether a request in this state, as the ledger names it, has yet to come to its end. */
export function isUnended(state: string): boolean {
  return state === 'waiting' || state === 'sending';
}
