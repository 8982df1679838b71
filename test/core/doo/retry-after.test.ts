import { parseRetryAfter } from '@doo-repush/core/doo/retry-after';
import { expect, it } from 'vitest';

const NOW_MS = Date.UTC(2026, 0, 2, 3, 4, 5);

it.each<[string, number | undefined]>([
  ['0', 0],
  ['120', 120_000],
  [' 3 ', 3000],
  ['-5', 0],
  ['Fri, 02 Jan 2026 03:04:15 GMT', 10_000],
  ['Fri, 02 Jan 2026 03:00:00 GMT', 0],
  ['Fri, 99 Jan 2026 03:00:00 GMT', undefined],
  ['1.5', undefined],
  ['soon 5', undefined],
  ['2026-01-02', undefined],
  ['99999999999999999999', undefined],
  ['', undefined],
])('reads %j as %j', (header, retryAfterMs) => {
  expect(parseRetryAfter(header, NOW_MS)).toBe(retryAfterMs);
});

it('has nothing to say without a header', () => {
  expect(parseRetryAfter(undefined, NOW_MS)).toBeUndefined();
});
