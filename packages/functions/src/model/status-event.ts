import * as z from 'zod';
import { UNREPORTED } from './execution-status.ts';

const arn = z.string().regex(/^arn:[!-~]+$/);
const time = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

/** AWS's event about a changed execution status (AWS docs: Monitoring durable functions). */
const changeSchema = z.object({
  durableExecutionArn: arn,
  /** Includes the version of the function. */
  functionArn: arn,
  status: z.string().min(1),
  startTimestamp: time.optional().catch(undefined),
  endTimestamp: time.optional().catch(undefined),
});

/**
 * The task to close what an execution left open that ended without a report. Times are milliseconds since
 * the epoch.
 */
export interface EndedTask {
  readonly task: 'ended';
  readonly executionArn: string;
  readonly functionArn: string;
  readonly startedAtMs: number | undefined;
  readonly endedAtMs: number | undefined;
}

/**
 * Parses the event that AWS publishes to the default bus when the status of a durable execution changes;
 * `undefined` for a status that needs no action.
 */
export const statusEventSchema = z
  .object({
    source: z.literal('aws.lambda'),
    'detail-type': z.literal('Durable Execution Status Change'),
    detail: changeSchema,
  })
  .transform(({ detail }): EndedTask | undefined => {
    if (!UNREPORTED.includes(detail.status)) return undefined;
    return {
      task: 'ended',
      executionArn: detail.durableExecutionArn,
      functionArn: detail.functionArn,
      startedAtMs: detail.startTimestamp,
      endedAtMs: detail.endTimestamp,
    };
  });
