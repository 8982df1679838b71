import * as z from 'zod';
import { callSchema } from './api/call-log.ts';
import { activeFaultSchema } from './api/faults.ts';
import { dayCountSchema, limitSettingsSchema } from './api/limits.ts';
import { runSchema } from './deliveries/delivery-run.ts';
import { arrivalSchema } from './deliveries/receiver.ts';

const snapshotSchema = z.object({
  version: z.literal(1),
  /** The time that the data set was built for, so that a new process builds the same. */
  dataAtMs: z.number(),
  calls: z.array(callSchema),
  limits: limitSettingsSchema,
  dayCounts: z.array(dayCountSchema),
  faults: z.array(activeFaultSchema),
  runs: z.array(runSchema),
  arrivals: z.array(arrivalSchema),
});

/** What survives the process, as plain JSON. Tokens do not: a new peer answers old ones with 401. */
export type DooSnapshot = z.infer<typeof snapshotSchema>;

/** Checks a snapshot that was read from outside. Throws a ZodError that names the faults. */
export function parseDooSnapshot(value: unknown): DooSnapshot {
  return snapshotSchema.parse(value);
}
