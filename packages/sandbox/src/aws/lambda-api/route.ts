import type { Activity } from '../durable/activity.ts';
import type { DurableService } from '../durable/durable-service.ts';
import type { Faults, TokenFault } from '../faults.ts';
import type { InvocationResult } from '../functions/function-host.ts';
import type { AsyncInvoker } from './async-invocation.ts';
import type { FunctionRegistry } from './function-registry.ts';

export interface HandlerDependencies {
  durable: DurableService;
  registry: FunctionRegistry;
  accountConcurrency: (() => number) | undefined;
  faults: Faults;
  activity: Activity;
  asyncInvoker: AsyncInvoker;
  report: (record: InvocationRecord) => void;
  deliversTwice: () => boolean;
}

/** A call of one API operation. */
export interface ApiCall {
  /** The single label in the operation's path: a function, an execution or a callback, decoded. */
  label: string;
  query: URLSearchParams;
  headers: Headers;
  body: Uint8Array;
}

/** One operation of the API; `path` has one group, the label. */
export interface ApiRoute {
  operation: string;
  method: string;
  path: RegExp;
  /** @param fault what goes wrong with the token of the call */
  act(call: ApiCall, fault?: TokenFault): Promise<Response>;
}

/** One invocation that has ended. */
export interface InvocationRecord {
  functionName: string;
  kind: 'durable' | 'sync' | 'async';
  /** Numbered from 1 for an asynchronous invocation; otherwise always 1. */
  attempt: number;
  executionArn?: string;
  result: InvocationResult;
}
