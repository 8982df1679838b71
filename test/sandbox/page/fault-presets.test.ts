import { type Fault, faultSchema } from '@doo-repush/sandbox/doo/api/faults';
import { FAULT_PRESETS, presetIdOf } from '@doo-repush/sandbox/page/fault-presets';
import { expect, test } from 'vitest';

/** The compiler asks for every kind. */
const KINDS: Readonly<Record<Fault['kind'], true>> = {
  status_401: true,
  status_403: true,
  status_404: true,
  status_422: true,
  status_429: true,
  status_500: true,
  html_502: true,
  html_200: true,
  body_status: true,
  truncated: true,
  huge: true,
  compressed: true,
  drifting: true,
  slow: true,
  hang: true,
  refused: true,
  reset_before: true,
  reset_after: true,
};

test('every fault of doo can be chosen', () => {
  const offered = new Set<string>(FAULT_PRESETS.map(({ fault }) => fault.kind));
  expect([...offered].toSorted()).toEqual(Object.keys(KINDS).toSorted());
});

test('every choice is told apart from the others, after a restart too', () => {
  for (const { id, fault } of FAULT_PRESETS) {
    expect(presetIdOf(faultSchema.parse(JSON.parse(JSON.stringify(fault))))).toBe(id);
  }
  const labels = FAULT_PRESETS.map(({ label }) => label);
  expect(new Set(labels).size).toBe(labels.length);
});
