import type { SentState } from '@doo-repush/core/repush/outcome';
import { isStateName, type StateName } from '../model/state-name.ts';
import type { CardPayload } from './card-payload.ts';

/** Who acted and when, as far as a card says. */
export interface Acted {
  readonly by: string | undefined;
  readonly atMs: number | undefined;
}

/** How unknown outcomes were resolved: open, started, not_started or unresolved. */
export interface LedgerResolution extends Acted {
  readonly kind: string;
  readonly untilMs: number | undefined;
  readonly reason: string | undefined;
}

/** The state of the arrival: awaited, asked, not_yet, arrived or not_confirmed. */
export interface LedgerArrival extends Acted {
  readonly kind: string;
  readonly untilMs: number | undefined;
  readonly askAtMs: number | undefined;
}

/** The open questions about a sent request, and the answers given. */
export interface LedgerFollowUp {
  readonly resolution?: LedgerResolution | undefined;
  readonly arrival?: LedgerArrival | undefined;
}

interface Finished {
  /** Absent if nobody approved. */
  readonly approved: Acted | undefined;
  readonly stopped: Acted | undefined;
  readonly followUp: LedgerFollowUp;
}

/** The state of a request according to its card. */
export type LedgerState =
  | { readonly kind: 'waiting'; readonly expiresAtMs: number | undefined }
  | {
      readonly kind: 'sending';
      readonly approved: Acted | undefined;
      /** One first: until when somebody may say that the first one arrived, while that is asked. */
      readonly firstUntilMs: number | undefined;
    }
  | { readonly kind: 'cancelled'; readonly decided: Acted }
  /** Cards of earlier versions do not say why. */
  | { readonly kind: 'rejected'; readonly decided: Acted; readonly reason: string | undefined }
  | { readonly kind: 'expired' }
  | (Finished & { readonly kind: 'failed' | SentState })
  /** A state that this version does not know. */
  | (Finished & { readonly kind: 'other'; readonly name: string });

export function decodeState(payload: CardPayload): LedgerState {
  const { state: name, decided_by: by, decided_at: atMs } = payload;
  const approved = actedOf(by, atMs);
  if (!isStateName(name)) return { kind: 'other', name, ...finishedOf(payload, approved) };
  switch (name) {
    case 'waiting':
      return { kind: name, expiresAtMs: payload.expires_at };
    case 'sending':
      return { kind: name, approved, firstUntilMs: payload.first_until };
    case 'rejected':
      return { kind: name, decided: { by, atMs }, reason: payload.decided_reason };
    case 'cancelled':
      return { kind: name, decided: { by, atMs } };
    case 'expired':
      return { kind: name };
    default:
      return { kind: name, ...finishedOf(payload, approved) };
  }
}

function finishedOf(payload: CardPayload, approved: Acted | undefined): Finished {
  return {
    approved,
    stopped: actedOf(payload.stopped_by, payload.stopped_at),
    followUp: { resolution: resolutionOf(payload), arrival: arrivalOf(payload) },
  };
}

function actedOf(by: string | undefined, atMs: number | undefined): Acted | undefined {
  return by === undefined && atMs === undefined ? undefined : { by, atMs };
}

function resolutionOf(payload: CardPayload): LedgerResolution | undefined {
  const { resolution: kind } = payload;
  if (kind === undefined) return undefined;
  return {
    kind,
    by: payload.resolution_by,
    atMs: payload.resolution_at,
    untilMs: payload.resolution_until,
    reason: payload.resolution_reason,
  };
}

function arrivalOf(payload: CardPayload): LedgerArrival | undefined {
  const { arrival: kind } = payload;
  if (kind === undefined) return undefined;
  return {
    kind,
    by: payload.arrival_by,
    atMs: payload.arrival_at,
    untilMs: payload.arrival_until,
    askAtMs: payload.arrival_ask_at,
  };
}

/** The name of the state; an unknown state counts as a failure. */
export function knownStateOf({ kind }: LedgerState): StateName {
  return kind === 'other' ? 'failed' : kind;
}

/** The name of the state as recorded on the card. */
export function recordedNameOf(state: LedgerState): string {
  return state.kind === 'other' ? state.name : state.kind;
}

/** The open questions about a request and the answers given; empty if it was not sent. */
export function followUpOf(state: LedgerState): LedgerFollowUp {
  return 'followUp' in state ? state.followUp : {};
}

/** The decision on a request according to its card. */
export interface LedgerDecision extends Acted {
  readonly kind: 'approved' | 'rejected' | 'cancelled' | 'expired';
}

/** The decision on a request; `undefined` if none is known. */
export function decisionOf(state: LedgerState): LedgerDecision | undefined {
  switch (state.kind) {
    case 'waiting':
      return undefined;
    case 'rejected':
    case 'cancelled':
      return { kind: state.kind, ...state.decided };
    case 'expired':
      return { kind: state.kind, by: undefined, atMs: undefined };
    default:
      return state.approved?.by === undefined ? undefined : { kind: 'approved', ...state.approved };
  }
}
