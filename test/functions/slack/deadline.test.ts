import { createAnswerDeadline } from '@doo-repush/functions/slack/deadline';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

const NOW_MS = Date.UTC(2026, 10, 2, 9);
const deadline = createAnswerDeadline(() => Date.now());

beforeEach(() => vi.useFakeTimers({ now: NOW_MS, toFake: ['performance', 'Date'] }));
afterEach(() => vi.useRealTimers());

const msLeftFor = (receivedAtMs: number | undefined) =>
  deadline.answering(receivedAtMs, async () => deadline.msLeft());

it('counts from the arrival of the delivery, so that a cold start is included', async () => {
  vi.advanceTimersByTime(1_300);
  expect(await msLeftFor(NOW_MS)).toBeCloseTo(700);
});

it('gives the first delivery to a warm process its full time', async () => {
  vi.advanceTimersByTime(1_900);
  expect(await msLeftFor(Date.now())).toBeCloseTo(2_000);
});

it.each([
  ['no time', undefined],
  ['a time of long ago', NOW_MS - 3_600_000],
  ['a time to come', NOW_MS + 500],
])('gives a delivery that names %s its full time', async (_, receivedAtMs) => {
  expect(await msLeftFor(receivedAtMs)).toBeCloseTo(2_000);
});
