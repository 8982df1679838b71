import { userIdSchema } from '@doo-repush/core/repush/proposals';
import * as z from 'zod';
import { historyPageSchema } from './history-page.ts';
import { statusEventSchema } from './status-event.ts';

const v = z.literal(1);
const MAX_ADDRESS_CHARS = 2_000;

/** The tasks of `worker`, version 1. */
const ownTaskSchema = z.discriminatedUnion('task', [
  /** Closes the cards of executions that ended without a report, and compares the rest. */
  z.object({ v, task: z.literal('reconcile') }),
  /** Closes the one card at `ts` if its execution ended without a report. */
  z.object({ v, task: z.literal('close'), ts: z.string() }),
  /** Publishes a person's Home tab. */
  z.object({ v, task: z.literal('home'), userId: userIdSchema }),
  /** Shows a person a page of the ledger privately; `replaces` the page that was clicked. */
  z.object({
    v,
    task: z.literal('history'),
    userId: userIdSchema,
    responseUrl: z.string().max(MAX_ADDRESS_CHARS),
    threadTs: z.string().optional(),
    page: historyPageSchema,
    replaces: z.boolean(),
  }),
  /** Sends a person the ledger as a file. Times are milliseconds since the epoch. */
  z.object({
    v,
    task: z.literal('export'),
    userId: userIdSchema,
    responseUrl: z.string().max(MAX_ADDRESS_CHARS),
    format: z.enum(['xlsx', 'csv']).default('xlsx'),
    sinceMs: z.number().optional(),
    untilMs: z.number().optional(),
  }),
]);

/** The tasks that other functions send to `worker`. */
export type WorkerTask = z.infer<typeof ownTaskSchema>;

/**
 * Parses a task, or an event that an EventBridge rule or an EventBridge Scheduler schedule sends by
 * default, which means reconcile (EventBridge docs: Scheduled Event; Scheduler docs: Lambda targets), or
 * AWS's event about an execution.
 */
export const taskSchema = z.union([
  ownTaskSchema,
  statusEventSchema,
  z
    .object({ source: z.enum(['aws.events', 'aws.scheduler']) })
    .transform((): WorkerTask => ({ v: 1, task: 'reconcile' })),
]);
