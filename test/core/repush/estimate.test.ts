import { estimateDelivery } from '@doo-repush/core/repush/estimate';
import { MAX_RATE_PER_MIN } from '@doo-repush/core/repush/request';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

describe('estimateDelivery', () => {
  it.each<[number, number | undefined, number, number]>([
    [0, undefined, 0, 0],
    [1, undefined, 1, 1],
    [412, undefined, 5, 9],
    [412, 100, 5, 5],
    [412, 1, 412, 412],
    [100, 100, 1, 1],
    [101, 100, 2, 2],
  ])('estimates %i items at a rate of %s at %i to %i minutes', (items, rate, fromMin, toMin) => {
    expect(estimateDelivery(items, rate)).toEqual({ fromMin, toMin });
  });

  it('never estimates less time than the items need', () => {
    const rate = fc.option(fc.integer({ min: 1, max: MAX_RATE_PER_MIN }), { nil: undefined });
    fc.assert(
      fc.property(fc.nat(), rate, (items, ratePerMin) => {
        const { fromMin, toMin } = estimateDelivery(items, ratePerMin);
        expect(Number.isInteger(fromMin) && Number.isInteger(toMin)).toBe(true);
        expect(fromMin).toBeLessThanOrEqual(toMin);
        expect(fromMin * (ratePerMin ?? 100)).toBeGreaterThanOrEqual(items);
        expect(toMin * (ratePerMin ?? 50)).toBeGreaterThanOrEqual(items);
      }),
    );
  });
});
