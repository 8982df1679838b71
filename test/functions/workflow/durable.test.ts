import { withoutWords } from '@doo-repush/functions/workflow/durable';
import { expect, test } from 'vitest';

test('an error that a step leaves behind has none of the words of a peer, however many they were', async () => {
  const words = 'x'.repeat(300_000);
  const act = withoutWords(async () => {
    throw new TypeError(words);
  });
  await expect(act()).rejects.toThrow(/^TypeError$/);
});

test('what a step does is otherwise as it was', async () => {
  const act = withoutWords(async (one: number, other: number) => one + other);
  expect(await act(1, 2)).toBe(3);
});
