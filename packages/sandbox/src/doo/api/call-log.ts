import * as z from 'zod';
import type { Clock } from '../../clock.ts';

export const ENDPOINTS = ['oauth', 'list', 'graphql', 'init'] as const;
export type Endpoint = (typeof ENDPOINTS)[number];

export const callSchema = z.object({
  atMs: z.number(),
  endpoint: z.enum(ENDPOINTS),
  method: z.string(),
  /** Includes the query string. */
  path: z.string(),
  /** The JSON body of an init call. */
  body: z.unknown().optional(),
  /** The name of the fault that was applied. */
  fault: z.string().optional(),
  /** Set once a response is written; stays absent if the connection was cut or hangs. */
  status: z.number().optional(),
  /** Whether an init call was carried out, whatever the response said. */
  acted: z.boolean(),
});

/** One call that arrived. Headers are never kept, so neither API keys nor tokens are. */
export type Call = z.infer<typeof callSchema>;

export interface CallLog {
  readonly calls: readonly Readonly<Call>[];
  begin(call: Pick<Call, 'endpoint' | 'method' | 'path'> & { body?: unknown }): Call;
  change(call: Call, changes: Partial<Pick<Call, 'fault' | 'status' | 'acted'>>): void;
}

const KEPT_CALLS = 5000;

/** Keeps the newest 5000 calls; `onChange` is called after every change. */
export function createCallLog(
  clock: Pick<Clock, 'now'>,
  onChange: () => void,
  earlier: readonly Call[] = [],
): CallLog {
  const calls: Call[] = [...earlier];
  return {
    calls,
    begin({ body, ...facts }) {
      const call: Call = {
        atMs: clock.now(),
        ...facts,
        ...(facts.endpoint === 'init' && { body }),
        acted: false,
      };
      calls.push(call);
      if (calls.length > KEPT_CALLS) calls.shift();
      onChange();
      return call;
    },
    change(call, changes) {
      Object.assign(call, changes);
      onChange();
    },
  };
}
