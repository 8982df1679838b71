import type { DooFailure } from '../doo/failure.ts';
import { type Outcome, outcomeOfFailure } from './outcome.ts';

/** How long a request may retry calls that doo had no capacity for. */
export const SEND_WINDOW_MS = 30 * 60_000;
const MAX_UNREACHABLE_ATTEMPTS = 4;
const MAX_UNAUTHORIZED_ATTEMPTS = 2;
const BASE_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 60_000;

export interface Attempt {
  /** Counts from 1 per target. */
  readonly attempt: number;
  readonly failure: DooFailure;
  readonly nowMs: number;
  /** When the window for retries began. */
  readonly sinceMs: number;
  /** In [0, 1). Spreads executions that share doo's limit without sharing a lock. */
  readonly random: number;
}

export type NextMove =
  | { readonly kind: 'again'; readonly waitMs: number }
  | { readonly kind: 'done'; readonly outcome: Outcome; readonly stopsRest: boolean };

/**
 * Decides what follows a failed call. Retries only if the failure proves that doo did not act (no
 * connection, 401, 429), a bounded number of times and within `SEND_WINDOW_MS` of `sinceMs`. Refused
 * credentials, and a limit that stays exhausted beyond that window (such as the daily one), stop the
 * remaining targets.
 */
export function nextMove({ attempt, failure, nowMs, sinceMs, random }: Attempt): NextMove {
  const stop = (stopsRest: boolean): NextMove => ({
    kind: 'done',
    outcome: outcomeOfFailure(failure),
    stopsRest,
  });
  const againOr = (stopsRest: boolean, waitMs: number): NextMove =>
    nowMs + waitMs > sinceMs + SEND_WINDOW_MS ? stop(stopsRest) : { kind: 'again', waitMs };

  if (failure.mayHaveActed) return stop(false);
  switch (failure.code) {
    case 'unauthorized':
      return attempt < MAX_UNAUTHORIZED_ATTEMPTS ? againOr(true, 1_000) : stop(true);
    case 'unreachable':
      return attempt < MAX_UNREACHABLE_ATTEMPTS
        ? againOr(false, backoffMs(attempt, random))
        : stop(false);
    case 'rate_limited': {
      const askedMs = Math.max(failure.retryAfterMs ?? 0, BASE_WAIT_MS);
      return againOr(true, askedMs + backoffMs(attempt, random));
    }
    default:
      return stop(false);
  }
}

function backoffMs(attempt: number, random: number): number {
  const ceilingMs = Math.min(BASE_WAIT_MS * 2 ** (attempt - 1), LONGEST_WAIT_MS);
  return Math.round(ceilingMs * (0.5 + random / 2));
}
