import { type SentState, sentStateOf } from '@doo-repush/core/repush/outcome';
import type { CardState } from '../messages/card/card.ts';

/** The state of a request as metadata and results name it. */
export type StateName =
  | 'waiting'
  | 'sending'
  | 'rejected'
  | 'cancelled'
  | 'expired'
  | 'failed'
  | SentState;

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

/** The name of the state that a card shows. */
export function stateNameOf(state: CardState): StateName {
  if (state.kind !== 'sent') return state.kind;
  return sentStateOf(state.results.map((result) => result.outcome));
}
