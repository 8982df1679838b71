import type { Arrival, FollowUp, Resolution } from '@doo-repush/core/repush/follow-up';
import { acceptedItems } from '@doo-repush/core/repush/outcome';
import { type CardState, stateNameOf } from '../model/request-state.ts';
import { outcomeCodes } from './outcome-codes.ts';

/** The scalars that message metadata can hold. */
export type Scalars = Readonly<Record<string, string | number>>;

/**
 * Encodes a request's state for cards and thread lines: the same fields in both, so that either alone tells
 * the current state. Times are seconds since the epoch.
 */
export function stateFields(state: CardState): Scalars {
  const decided = decisionOf(state);
  return {
    state: stateNameOf(state),
    ...(state.kind === 'waiting' && { expires_at: seconds(state.expiresAtMs) }),
    ...(decided !== undefined && { decided_by: decided.by, decided_at: seconds(decided.atMs) }),
    ...(state.kind === 'sending' &&
      state.first?.kind === 'asked' && { first_until: seconds(state.first.untilMs) }),
    ...(state.kind === 'rejected' && { decided_reason: state.reason }),
    ...(state.kind === 'sent' && sentFields(state)),
  };
}

const STATE_FIELD =
  /^(state|items|outcomes|expires_at|first_until|(decided|stopped)_(by|at)|decided_reason|(resolution|arrival)(_[a-z_]+)?)$/;

/** Whether a field of a card's metadata encodes its state. */
export function isStateField(name: string): boolean {
  return STATE_FIELD.test(name);
}

function sentFields(state: Extract<CardState, { kind: 'sent' }>): Scalars {
  const { results, followUp, stopped } = state;
  return {
    items: acceptedItems(results.map((result) => result.outcome)),
    outcomes: outcomeCodes(results),
    ...(stopped !== undefined && { stopped_by: stopped.by, stopped_at: seconds(stopped.atMs) }),
    ...followUpFields(followUp ?? {}),
  };
}

function followUpFields({ resolution, arrival }: FollowUp): Scalars {
  return {
    ...(resolution !== undefined && resolutionFields(resolution)),
    ...(arrival !== undefined && arrivalFields(arrival)),
  };
}

function resolutionFields(resolution: Resolution): Scalars {
  const { kind } = resolution;
  switch (kind) {
    case 'open':
      return { resolution: kind, resolution_until: seconds(resolution.untilMs) };
    case 'unresolved':
      return { resolution: kind, resolution_at: seconds(resolution.atMs) };
    default:
      return {
        resolution: kind,
        resolution_by: resolution.by,
        resolution_at: seconds(resolution.atMs),
        resolution_reason: resolution.reason,
      };
  }
}

function arrivalFields(arrival: Arrival): Scalars {
  const { kind } = arrival;
  return {
    arrival: kind,
    ...('by' in arrival && { arrival_by: arrival.by }),
    ...('atMs' in arrival && { arrival_at: seconds(arrival.atMs) }),
    ...('untilMs' in arrival && { arrival_until: seconds(arrival.untilMs) }),
    ...('askAtMs' in arrival && { arrival_ask_at: seconds(arrival.askAtMs) }),
  };
}

function decisionOf(state: CardState): { by: string; atMs: number } | undefined {
  switch (state.kind) {
    case 'sending':
    case 'sent':
      return state.approved;
    case 'rejected':
      return state.rejected;
    case 'cancelled':
      return state.cancelled;
    default:
      return undefined;
  }
}

function seconds(timeMs: number): number {
  return Math.floor(timeMs / 1000);
}
