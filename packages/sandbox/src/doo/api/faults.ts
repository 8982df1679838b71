import * as z from 'zod';
import { ENDPOINTS, type Endpoint } from './call-log.ts';
import { CODINGS } from './coded-answer.ts';
import { DRIFTS } from './drifting-list.ts';

/** Whether the call is carried out although its answer says otherwise. */
const acts = z.boolean().optional();

/** A way in which one endpoint misbehaves. Faults without `acts` say in their line what they do. */
export const faultSchema = z.discriminatedUnion('kind', [
  /** Refused, not carried out. */
  z.strictObject({ kind: z.enum(['status_401', 'status_403', 'status_404', 'status_422']) }),
  /** Refused, not carried out. `retryAfter` is the header as it is sent: seconds or an HTTP date. */
  z.strictObject({
    kind: z.literal('status_429'),
    retryAfter: z.string().optional(),
    scope: z.enum(['second', 'day']).optional(),
  }),
  z.strictObject({ kind: z.literal('status_500'), acts }),
  /** A proxy's page instead of JSON. */
  z.strictObject({ kind: z.literal('html_502'), acts }),
  z.strictObject({ kind: z.literal('html_200'), acts }),
  /** HTTP 200 whose `response_status` is `status`. */
  z.strictObject({
    kind: z.literal('body_status'),
    status: z.int().min(100).max(599),
    acts,
  }),
  /** Carried out; the answer stops in the middle and the connection is closed. */
  z.strictObject({ kind: z.literal('truncated') }),
  /** Carried out; the answer is padded to `bytes` (8 MB unless told). */
  z.strictObject({ kind: z.literal('huge'), bytes: z.int().positive().optional() }),
  /** Carried out; the answer is in a coding that nobody asked for. */
  z.strictObject({ kind: z.literal('compressed'), coding: z.enum(CODINGS) }),
  /** Carried out; each page of a list is as if the list had changed while it was read. */
  z.strictObject({ kind: z.literal('drifting'), as: z.enum(DRIFTS) }),
  /** Carried out at once, answered after `delayMs`. */
  z.strictObject({ kind: z.literal('slow'), delayMs: z.int().nonnegative() }),
  /** Never answered. */
  z.strictObject({ kind: z.literal('hang'), acts }),
  /** The host of the endpoint stops listening until the fault is cleared: a real ECONNREFUSED. */
  z.strictObject({ kind: z.literal('refused') }),
  /** Reset after the request was read, not carried out. */
  z.strictObject({ kind: z.literal('reset_before') }),
  /** Carried out, then reset. */
  z.strictObject({ kind: z.literal('reset_after') }),
]);

export type Fault = z.infer<typeof faultSchema>;

export const activeFaultSchema = z.object({
  endpoint: z.enum(ENDPOINTS),
  fault: faultSchema,
  /** Absent: until cleared. */
  callsLeft: z.int().positive().optional(),
});

export type ActiveFault = z.infer<typeof activeFaultSchema>;

export interface FaultRegistry {
  /** The fault of every endpoint that has one. */
  active(): ActiveFault[];
  /** Replaces the endpoint's fault. `calls` ends it after so many calls; else it lasts until cleared. */
  set(endpoint: Endpoint, fault: Fault, options?: { readonly calls?: number }): void;
  /** Without an endpoint clears all. */
  clear(endpoint?: Endpoint): void;
  /** The fault for a call that has arrived, which counts as one. */
  take(endpoint: Endpoint): Fault | undefined;
}

/** `onChange` is told every change. Throws on a number of calls that makes no sense. */
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
