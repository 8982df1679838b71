import { faultSchema } from '@doo-repush/sandbox/doo/faults';
import { FAULT_PRESETS, presetIdOf } from '@doo-repush/sandbox/page/fault-presets';
import { expect, test } from 'vitest';
import * as z from 'zod';

const describedFaults = z.object({
  oneOf: z.array(
    z.object({
      properties: z.object({
        kind: z.object({ const: z.string().optional(), enum: z.array(z.string()).optional() }),
      }),
    }),
  ),
});

test('every fault of doo can be chosen', () => {
  const { oneOf } = describedFaults.parse(z.toJSONSchema(faultSchema));
  const kinds = new Set(oneOf.flatMap(({ properties: { kind } }) => kind.enum ?? [kind.const]));
  const offered = new Set(FAULT_PRESETS.map(({ fault }) => fault.kind));
  expect(kinds.size).toBeGreaterThan(10);
  expect(offered).toEqual(kinds);
});

test('every choice is told apart from the others, after a restart too', () => {
  for (const { id, fault } of FAULT_PRESETS) {
    expect(presetIdOf(faultSchema.parse(JSON.parse(JSON.stringify(fault))))).toBe(id);
  }
  const labels = FAULT_PRESETS.map(({ label }) => label);
  expect(new Set(labels).size).toBe(labels.length);
});
