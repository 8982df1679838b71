import * as z from 'zod';
import { callSchema } from './api/call-log.ts';
import { activeFaultSchema } from './api/faults.ts';
import { dayCountSchema, limitSettingsSchema } from './api/limits.ts';
import { runSchema } from './deliveries/delivery-run.ts';
import { arrivalSchema } from './deliveries/receiver.ts';

const snapshotSchema = z.object({
  version: z.literal(1),
  /** The time for which the data set was built, so that a new process builds the same one. */
  dataAtMs: z.number(),
  calls: z.array(callSchema),
  limits: limitSettingsSchema,
  dayCounts: z.array(dayCountSchema),
  faults: z.array(activeFaultSchema),
  runs: z.array(runSchema),
  arrivals: z.array(arrivalSchema),
});

/** What outlives the process, as plain JSON. Tokens do not: a new peer refuses old ones with 401. */
export type DooSnapshot = z.infer<typeof snapshotSchema>;

/** Validates a snapshot read from outside. Throws a ZodError that names what is wrong. */
export function parseDooSnapshot(value: unknown): DooSnapshot {
  return snapshotSchema.parse(value);
}
