import * as z from 'zod';
import { callSchema } from './call-log.ts';
import { runSchema } from './delivery-run.ts';
import { activeFaultSchema } from './faults.ts';
import { dayCountSchema, limitSettingsSchema } from './limits.ts';
import { arrivalSchema } from './receiver.ts';

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
