import { parseJson } from '@doo-repush/core/json';
import * as z from 'zod';
import { SLACK_LIMITS } from './slack-limits.ts';

/** What a button of a card says: which execution, which callback, who asked. Proposes, never decides. */
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

/** Version 1. An execution ARN that does not fit is left out: it only serves to explain late clicks. */
export function buttonValue({ executionArn, callbackId, requesterId }: ButtonFacts): string {
  const value = { v: 1, c: callbackId, r: requesterId };
  const full = JSON.stringify({ ...value, e: executionArn });
  return full.length <= SLACK_LIMITS.buttonValue ? full : JSON.stringify(value);
}

/** The facts in a button's value, or `undefined` when it is not one of ours. */
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
 * The value, version 1, of a button that opens a request's form again: which execution had it.
 * @returns `undefined` for an ARN that no button can carry
 */
export function executionValue(arn: string): string | undefined {
  const value = JSON.stringify({ v: 1, e: arn });
  return value.length <= SLACK_LIMITS.buttonValue ? value : undefined;
}

/** The execution's ARN in a button's value, or `undefined` when it is not one of ours. */
export function parseExecutionValue(text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined;
  return executionSchema.safeParse(parseJson(text)).data?.e;
}
