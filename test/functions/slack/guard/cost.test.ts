import { expect, test } from 'vitest';
import { costly } from '../../../support/hostile/costly.ts';
import { productForFile } from '../../../support/product-for-file.ts';
import { expectNothingHappened } from '../../../support/raw-case.ts';
import { MAX_REFUSAL_CPU_MS, refusalOf } from '../../../support/refusal-cost.ts';

const product = productForFile();

test.for(costly)('%s is refused with %i within ten milliseconds of CPU time', async (row) => {
  const [, status, eventAt] = row;
  const sandbox = product();
  const { statusCode, cpuMs } = await refusalOf(sandbox, eventAt);
  expect(statusCode).toBe(status);
  expect(cpuMs).toBeLessThan(MAX_REFUSAL_CPU_MS);
  expectNothingHappened(sandbox);
});
