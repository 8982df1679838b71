import { withoutWords } from '@doo-repush/functions/workflow/durable';
import { expect, test } from 'vitest';

test('an error of a step contains no text from a peer, however long that was', async () => {
  const words = 'x'.repeat(300_000);
  const act = withoutWords(async () => {
    throw new TypeError(words);
  });
  await expect(act()).rejects.toThrow(/^TypeError$/);
});

test('a step otherwise behaves as written', async () => {
  const act = withoutWords(async (one: number, other: number) => one + other);
  expect(await act(1, 2)).toBe(3);
});
