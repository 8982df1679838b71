import { systemClock } from '@doo-repush/core/doo/clock';
import { createPace } from '@doo-repush/core/doo/throttle';
import { describe, expect, it } from 'vitest';
import { createManualClock } from '../../support/manual-clock.ts';

describe('createPace', () => {
  it('gives the first turn at once and the next ones an interval apart, in order', async () => {
    const clock = createManualClock(5000);
    const pace = createPace({ intervalMs: 1000, clock });
    const starts: [string, number][] = [];
    await Promise.all(
      ['a', 'b', 'c'].map(async (name) => {
        await pace.turn();
        starts.push([name, clock.now()]);
      }),
    );
    expect(starts).toEqual([
      ['a', 5000],
      ['b', 6000],
      ['c', 7000],
    ]);
  });

  it('counts from the start of the last turn', async () => {
    const clock = createManualClock();
    const pace = createPace({ intervalMs: 1000, clock });
    await pace.turn();
    clock.timeMs = 400;
    await pace.turn();
    expect(clock.now()).toBe(1000);
    clock.timeMs = 9000;
    await pace.turn();
    expect(clock.now()).toBe(9000);
  });

  it('waits one interval at most when the clock was set back', async () => {
    const clock = createManualClock(1_000_000);
    const pace = createPace({ intervalMs: 1000, clock });
    await pace.turn();
    clock.timeMs = 0;
    await pace.turn();
    expect(clock.now()).toBe(1000);
  });

  it('lets a caller leave the queue without taking a turn', async () => {
    const clock = createManualClock();
    const gates: (() => void)[] = [];
    const sleep = async (ms: number) => {
      await new Promise<void>((resolve) => gates.push(resolve));
      clock.timeMs += ms;
    };
    const pace = createPace({ intervalMs: 1000, clock: { now: () => clock.now(), sleep } });
    await pace.turn();
    const leaving = new AbortController();
    const second = pace.turn();
    const third = pace.turn(leaving.signal);
    const fourth = pace.turn();
    leaving.abort();
    expect(await third).toBe(false);
    gates.shift()?.();
    expect(await second).toBe(true);
    expect(clock.now()).toBe(1000);
    await expect.poll(() => gates.length, { interval: 2 }).toBe(1);
    gates.shift()?.();
    expect(await fourth).toBe(true);
    expect(clock.now()).toBe(2000);
  });

  it('gives no turn to a caller who has already left', async () => {
    const clock = createManualClock();
    const pace = createPace({ intervalMs: 1000, clock });
    expect(await pace.turn(AbortSignal.abort())).toBe(false);
    expect(await pace.turn()).toBe(true);
    expect(clock.now()).toBe(0);
  });
});

describe('systemClock', () => {
  it('sleeps as long as it is told', async () => {
    const startMs = performance.now();
    await systemClock.sleep(20);
    expect(performance.now() - startMs).toBeGreaterThan(15);
  });

  it('wakes as soon as the signal ends, or has ended', async () => {
    const startMs = performance.now();
    await systemClock.sleep(60_000, AbortSignal.timeout(5));
    await systemClock.sleep(60_000, AbortSignal.abort());
    expect(performance.now() - startMs).toBeLessThan(5000);
  });
});
