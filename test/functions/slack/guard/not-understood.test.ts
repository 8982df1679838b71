import { expect, test } from 'vitest';
import { notUnderstood } from '../../../support/hostile/not-understood.ts';
import { productForFile } from '../../../support/product-for-file.ts';
import { answerTo, expectNothingHappened } from '../../../support/raw-case.ts';

const product = productForFile();

test.for(notUnderstood)('%s is answered with %i', async ([, statusCode, eventAt]) => {
  const sandbox = product();
  expect(await answerTo(sandbox, eventAt)).toMatchObject({ statusCode });
  expectNothingHappened(sandbox);
});
