import { referenceOf } from '@doo-repush/core/repush/reference';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { anyText } from '../../support/any-text.ts';

it('a reference is six digits that a person can read out, the same for the same seed', () => {
  fc.assert(
    fc.property(anyText(), (seed) => {
      expect(referenceOf(seed)).toMatch(/^[0-9A-F]{6}$/);
      expect(referenceOf(seed)).toBe(referenceOf(seed));
    }),
  );
});

it('references tell a day’s requests apart', () => {
  const references = Array.from({ length: 100 }, (_, index) => referenceOf(`execution ${index}`));
  expect(new Set(references).size).toBe(100);
});
