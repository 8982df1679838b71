import type { DooFailure } from './failure.ts';

/** The result of a call to doo: its value, or a failure that says whether doo may have acted. */
export type Result<T, F = DooFailure> = { ok: true; value: T } | { ok: false; failure: F };

/** A result that carries `value`. */
export function succeeded<T>(value: T): { ok: true; value: T } {
  return { ok: true, value };
}

/** A result that carries `failure`. */
export function failed<F>(failure: F): { ok: false; failure: F } {
  return { ok: false, failure };
}
