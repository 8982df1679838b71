import { serveOnce } from '@doo-repush/functions/runtime/early';
import { describe, expect, it } from 'vitest';

function begunAt(wallMs: number, processMs: number) {
  const time = { wallMs, processMs };
  const take = serveOnce('begun', { wall: () => time.wallMs, process: () => time.processMs });
  return { time, take };
}

describe('something begun early', () => {
  it('serves once', () => {
    const { take } = begunAt(1_000, 10);
    expect([take(), take()]).toEqual(['begun', undefined]);
  });

  it.each([
    ['as soon as it is begun', 0, 0],
    ['4 s later by both clocks', 4_000, 4_000],
    ['4 s after the process was frozen at once', 4_000, 0],
  ])('serves %s', (_, wallMs, processMs) => {
    const { time, take } = begunAt(1_000, 10);
    time.wallMs += wallMs;
    time.processMs += processMs;
    expect(take()).toBe('begun');
  });

  it.each([
    ['more than 4 s later', 4_001, 4_001],
    ['when only the wall clock has passed 4 s, as after a freeze', 60_000, 0],
    ['when only the clock of the process has passed 4 s', 100, 4_001],
    ['when the wall clock was set back', -1, 100],
    ['when the wall clock was set back an hour', -3_600_000, 100],
  ])('does not serve %s, and not later either', (_, wallMs, processMs) => {
    const { time, take } = begunAt(1_000, 10);
    time.wallMs += wallMs;
    time.processMs += processMs;
    expect(take()).toBeUndefined();
    time.wallMs = 1_000;
    time.processMs = 10;
    expect(take()).toBeUndefined();
  });
});
