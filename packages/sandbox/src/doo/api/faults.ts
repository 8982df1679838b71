import * as z from 'zod';
import { ENDPOINTS, type Endpoint } from './call-log.ts';
import { CODINGS } from './coded-answer.ts';
import { DRIFTS } from './drifting-list.ts';

/** Whether the call is carried out although its response says otherwise. */
const acts = z.boolean().optional();

/**
 * One way in which an endpoint misbehaves. For faults without `acts`, the comment says whether the call
 * is carried out.
 */
export const faultSchema = z.discriminatedUnion('kind', [
  /** Refused, not carried out. */
  z.strictObject({ kind: z.enum(['status_401', 'status_403', 'status_404', 'status_422']) }),
  /** Refused, not carried out. `retryAfter` is the header value as sent: seconds or an HTTP date. */
  z.strictObject({
    kind: z.literal('status_429'),
    retryAfter: z.string().optional(),
    scope: z.enum(['second', 'day']).optional(),
  }),
  z.strictObject({ kind: z.literal('status_500'), acts }),
  /** A proxy's HTML page instead of JSON. */
  z.strictObject({ kind: z.literal('html_502'), acts }),
  z.strictObject({ kind: z.literal('html_200'), acts }),
  /** HTTP 200 with `status` as its `response_status`. */
  z.strictObject({
    kind: z.literal('body_status'),
    status: z.int().min(100).max(599),
    acts,
  }),
  /** Carried out; the response stops halfway and the connection is closed. */
  z.strictObject({ kind: z.literal('truncated') }),
  /** Carried out; the response is padded to `bytes` (default 8 MB). */
  z.strictObject({ kind: z.literal('huge'), bytes: z.int().positive().optional() }),
  /** Carried out; the response uses a content coding that nobody requested. */
  z.strictObject({ kind: z.literal('compressed'), coding: z.enum(CODINGS) }),
  /** Carried out; each page of a list looks as if the list had changed while it was being read. */
  z.strictObject({ kind: z.literal('drifting'), as: z.enum(DRIFTS) }),
  /** Carried out at once; the response comes after `delayMs`. */
  z.strictObject({ kind: z.literal('slow'), delayMs: z.int().nonnegative() }),
  /** Never gets a response. */
  z.strictObject({ kind: z.literal('hang'), acts }),
  /** The endpoint's host stops listening until the fault is cleared: a real ECONNREFUSED. */
  z.strictObject({ kind: z.literal('refused') }),
  /** Not carried out; reset after the request was read. */
  z.strictObject({ kind: z.literal('reset_before') }),
  /** Carried out, then reset. */
  z.strictObject({ kind: z.literal('reset_after') }),
]);

export type Fault = z.infer<typeof faultSchema>;

export const activeFaultSchema = z.object({
  endpoint: z.enum(ENDPOINTS),
  fault: faultSchema,
  /** Absent: lasts until cleared. */
  callsLeft: z.int().positive().optional(),
});

export type ActiveFault = z.infer<typeof activeFaultSchema>;

export interface FaultRegistry {
  /** Every endpoint's current fault. */
  active(): ActiveFault[];
  /** Replaces the endpoint's fault, which lasts for `calls` calls if given, otherwise until cleared. */
  set(endpoint: Endpoint, fault: Fault, options?: { readonly calls?: number }): void;
  /** Clears one endpoint's fault, or all faults when no endpoint is given. */
  clear(endpoint?: Endpoint): void;
  /** The fault for a call that has arrived; counts the call. */
  take(endpoint: Endpoint): Fault | undefined;
}

/** `onChange` is called after every change. `set` throws for `calls` that it cannot count. */
export function createFaultRegistry(
  onChange: () => void,
  earlier: readonly ActiveFault[] = [],
): FaultRegistry {
  const byEndpoint = new Map(earlier.map((active) => [active.endpoint, active]));
  return {
    active: () => [...byEndpoint.values()],
    set(endpoint, fault, { calls } = {}) {
      if (fault.kind === 'refused' && calls !== undefined) {
        throw new RangeError('A refused connection cannot be counted: clear the fault instead');
      }
      byEndpoint.set(
        endpoint,
        activeFaultSchema.parse({
          endpoint,
          fault,
          ...(calls !== undefined && { callsLeft: calls }),
        }),
      );
      onChange();
    },
    clear(endpoint) {
      if (endpoint === undefined) byEndpoint.clear();
      else byEndpoint.delete(endpoint);
      onChange();
    },
    take(endpoint) {
      const active = byEndpoint.get(endpoint);
      if (active?.callsLeft === undefined) return active?.fault;
      if (active.callsLeft === 1) byEndpoint.delete(endpoint);
      else byEndpoint.set(endpoint, { ...active, callsLeft: active.callsLeft - 1 });
      onChange();
      return active.fault;
    },
  };
}
