import { parseJson } from '@doo-repush/core/json';
import * as z from 'zod';
import { SLACK_LIMITS } from './slack-limits.ts';

/** What a card's button carries: execution, callback and requester. Untrusted: it only proposes. */
export interface ButtonFacts {
  readonly executionArn: string;
  readonly callbackId: string;
  readonly requesterId: string;
}

const schema = z.object({
  v: z.literal(1),
  c: z.string().min(1).max(1024),
  r: z.string().min(1).max(64),
  e: z.string().max(1024).default(''),
});

/**
 * Encodes a button's value, version 1. Drops an execution ARN that does not fit: it only serves to explain
 * late clicks.
 */
export function buttonValue({ executionArn, callbackId, requesterId }: ButtonFacts): string {
  const value = { v: 1, c: callbackId, r: requesterId };
  const full = JSON.stringify({ ...value, e: executionArn });
  return full.length <= SLACK_LIMITS.buttonValue ? full : JSON.stringify(value);
}

/** Decodes a button's value; `undefined` if it is not one of ours. */
export function parseButtonValue(text: unknown): ButtonFacts | undefined {
  if (typeof text !== 'string') return undefined;
  const parsed = schema.safeParse(parseJson(text));
  if (!parsed.success) return undefined;
  const { c, r, e } = parsed.data;
  return { callbackId: c, requesterId: r, executionArn: e };
}

/** AWS docs: GetDurableExecution, DurableExecutionArn: at most 1,024 characters. */
const executionArn = z
  .string()
  .max(1024)
  .regex(/^arn:[!-~]+\/durable-execution\/[!-~]+$/);

const executionSchema = z.object({ v: z.literal(1), e: executionArn });

/**
 * Encodes the execution for a button that opens a request's form again, version 1.
 * @returns `undefined` for an ARN that does not fit into a button
 */
export function executionValue(arn: string): string | undefined {
  const value = JSON.stringify({ v: 1, e: arn });
  return value.length <= SLACK_LIMITS.buttonValue ? value : undefined;
}

/** Decodes the execution's ARN from a button's value; `undefined` if it is not one of ours. */
export function parseExecutionValue(text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined;
  return executionSchema.safeParse(parseJson(text)).data?.e;
}
