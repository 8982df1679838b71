import { parseJson } from '@doo-repush/core/json';
import * as z from 'zod';
import { SLACK_LIMITS } from './slack-limits.ts';

/** AWS docs: GetDurableExecution, DurableExecutionArn: at most 1,024 characters. */
const executionArn = z
  .string()
  .max(1024)
  .regex(/^arn:[!-~]+\/durable-execution\/[!-~]+$/);
const schema = z.object({ v: z.literal(1), e: executionArn });

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
  return schema.safeParse(parseJson(text)).data?.e;
}
