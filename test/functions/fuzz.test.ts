import { expect, test } from 'vitest';
import { guardTargets } from '../support/fuzz/guard-target.ts';
import { parserTargets } from '../support/fuzz/parser-targets.ts';
import { timeTargets } from '../support/fuzz/time-targets.ts';

const SEED = 20_240_101;

test.for(
  [...guardTargets, ...parserTargets, ...timeTargets].map(
    (target) => [target.name, target] as const,
  ),
)('no stranger gets in, breaks or holds up %s', async ([, target]) => {
  const report = await target.check({ seed: SEED, numRuns: 60, timeLimitMs: 10_000 });
  expect(report.fault).toBeUndefined();
  expect(report.runs).toBe(60);
  expect(report.slowestMs).toBeLessThan(1_000);
});
