import { describe, expect, it } from 'vitest';
import { askForMany, sendAtOnce, wrongWith } from '../../support/many-events.ts';
import { startProduct } from '../../support/product.ts';
import { stateOf } from '../../support/requests.ts';

describe('many events', () => {
  it('take no longer than the pace of calls asks for, and no more calls than they are', async () => {
    const intervalMs = 250;
    const events = 12;
    const sandbox = await startProduct({
      dooLimits: { perSecond: 1_000 / intervalMs },
      settings: { DOO_CALL_INTERVAL_MS: String(intervalMs) },
    });
    const waiting = await askForMany(sandbox, { requests: 1, events });
    await sandbox.doo.faults.set('init', { kind: 'slow', delayMs: intervalMs * 0.4 });
    const ended = await sendAtOnce(sandbox, waiting, 45_000);

    expect(wrongWith(sandbox, ended)).toEqual([]);
    const calls = sandbox.doo.initCalls();
    expect(calls.map(({ status }) => status)).not.toContain(429);
    expect(calls).toHaveLength(events);
    expect(sandbox.doo.calls.length - events).toBeLessThanOrEqual(8);
    const gapsMs = calls.slice(1).map(({ atMs }, index) => atMs - (calls[index]?.atMs ?? 0));
    const medianMs = gapsMs.toSorted((one, other) => one - other)[Math.floor(gapsMs.length / 2)];
    expect(medianMs).toBeGreaterThanOrEqual(intervalMs);
    expect(medianMs).toBeLessThan(1.1 * intervalMs);
  }, 60_000);

  it('of five requests that are approved at one moment are all sent once, in doo’s limit', async () => {
    const sandbox = await startProduct({
      dooLimits: { perSecond: 5 },
      maxProcesses: { slack: 1 },
      settings: { DOO_CALL_INTERVAL_MS: '200' },
    });
    const waiting = await askForMany(sandbox, { requests: 5, events: 5 });
    // Waits for room are seconds and up; this is what passes of them.
    const moving = setInterval(() => sandbox.clock.advance(2_000), 500);
    try {
      const ended = await sendAtOnce(sandbox, waiting, 45_000);
      expect(wrongWith(sandbox, ended)).toEqual([]);
      expect(ended.map(stateOf)).toEqual(Array(5).fill('partly_accepted'));
      expect(sandbox.doo.initCalls().some(({ status }) => status === 429)).toBe(true);
    } finally {
      clearInterval(moving);
    }
  }, 60_000);
});
