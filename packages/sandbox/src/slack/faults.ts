import type { BlockError } from './api-error.ts';
import type { JsonObject, JsonValue } from './json.ts';

/**
 * What goes wrong with one call: a refusal by error name, HTTP 500, no response at all, a connection
 * reset before or after the method has acted, or a method that acts but responds only after `lateMs` of
 * real time.
 */
export type Fault =
  | {
      readonly error: string;
      readonly retryAfterSeconds?: number;
      readonly errors?: readonly BlockError[];
    }
  | { readonly lateMs: number }
  | 'http_500'
  | 'hang'
  | 'reset_before'
  | 'reset_after';

/** The name under which a fault affects an app's post to a response_url. */
export const RESPONSE_URL = 'response_url';

export interface FaultPlan {
  /** A Web API method, "*" for any, or `response_url`, which is not a method. */
  readonly method: string;
  readonly fault: Fault;
  /** How many calls it affects; 1 by default. */
  readonly times?: number;
  /** Affects only calls in which this argument is not empty. */
  readonly having?: string;
}

export interface Faults {
  add(plan: FaultPlan): void;
  clear(): void;
  /** Takes the fault for the next call of `method`, in the order of `add`; it counts as used. */
  take(method: string, args?: JsonObject): Fault | undefined;
}

/** Holds the faults that tests and people switch on. */
export function createFaults(): Faults {
  let plans: (FaultPlan & { left: number })[] = [];
  return {
    add(plan) {
      plans.push({ ...plan, left: plan.times ?? 1 });
    },
    clear() {
      plans = [];
    },
    take(method, args = {}) {
      const plan = plans.find(
        (it) =>
          it.left > 0 &&
          (it.method === method || (it.method === '*' && method !== RESPONSE_URL)) &&
          (it.having === undefined || isGiven(args[it.having])),
      );
      if (plan === undefined) return undefined;
      plan.left -= 1;
      return plan.fault;
    },
  };
}

function isGiven(value: JsonValue | undefined): boolean {
  if (value === undefined || value === null || value === '') return false;
  return Array.isArray(value) ? value.length > 0 : true;
}
