import {
  createRetryStrategy,
  type DurableContext,
  JitterStrategy,
} from '@aws/durable-execution-sdk-js';
import * as z from 'zod';

/** What a requirement has its function do. */
export type Handler = (input: unknown, context: DurableContext) => Promise<unknown>;

/** Handlers by the id of their requirement. */
export type Handlers = Readonly<Record<string, Handler>>;

/** How long a callback may take, and how long it may go without a heartbeat. */
export interface Deadlines {
  readonly timeout?: { readonly seconds: number };
  readonly heartbeatTimeout?: { readonly seconds: number };
}

/** The input of a requirement that gives a text. */
export function textOf(input: unknown): string {
  return z.string().parse(input);
}

/** So many attempts, a second apart. */
export function attempts(maxAttempts: number) {
  const initialDelay = { seconds: 1 };
  return createRetryStrategy({
    maxAttempts,
    initialDelay,
    backoffRate: 1,
    jitter: JitterStrategy.NONE,
  });
}

export const noRetry = { retryStrategy: () => ({ shouldRetry: false }) };

/** What a step does that always fails. */
export async function fail(): Promise<never> {
  throw new Error('failed on purpose');
}

/** A serdes whose texts are written in capitals. */
export const capitals = {
  serialize: async (value: unknown) =>
    value === undefined ? undefined : textOf(value).toUpperCase(),
  deserialize: async (text: string | undefined) => text,
};

/** Ends the process in the middle of what it does, as a crash of the runtime. */
export function crash(): never {
  process.exit(1);
}
