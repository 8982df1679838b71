import { expect, test } from 'vitest';
import { unauthentic } from '../../../support/hostile/unauthentic.ts';
import { productForFile } from '../../../support/product-for-file.ts';
import { answerTo, expectNothingHappened } from '../../../support/raw-case.ts';

const product = productForFile();

test.for(unauthentic)('a delivery %s is refused with 401', async ([, eventAt]) => {
  const sandbox = product();
  expect(await answerTo(sandbox, eventAt)).toMatchObject({ statusCode: 401, body: '' });
  expectNothingHappened(sandbox);
});
