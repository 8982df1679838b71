import { expect, test } from 'vitest';
import { trySequences } from '../../support/states/sequences.ts';

test('every promise is kept whatever happens to a request, in any order', async () => {
  const { broken, approved, kills } = await trySequences(400, 20_261_125);
  expect(broken).toBeUndefined();
  expect(approved).toBeGreaterThan(40);
  expect(kills).toBeGreaterThan(40);
}, 60_000);
