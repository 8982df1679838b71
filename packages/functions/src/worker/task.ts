import { userIdSchema } from '@doo-repush/core/repush/decision';
import * as z from 'zod';

const v = z.literal(1);

/** What `worker` is asked to do, version 1. */
const ownTaskSchema = z.discriminatedUnion('task', [
  /** Closes the cards of executions that ended without a report, and compares the rest. */
  z.object({ v, task: z.literal('reconcile') }),
  /** Closes the one card at `ts` if its execution ended without a report. */
  z.object({ v, task: z.literal('close'), ts: z.string() }),
  /** Publishes a person's Home tab. */
  z.object({ v, task: z.literal('home'), userId: userIdSchema }),
]);

export type WorkerTask = z.infer<typeof ownTaskSchema>;

/** A task, or an event of AWS's scheduler, which means reconcile. */
export const taskSchema = z.union([
  ownTaskSchema,
  z
    .object({ source: z.literal('aws.events') })
    .transform((): WorkerTask => ({ v: 1, task: 'reconcile' })),
]);
