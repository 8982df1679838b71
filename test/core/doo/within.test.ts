import { getEventListeners } from 'node:events';
import { systemClock } from '@doo-repush/core/doo/clock';
import { deadlineSignal, within } from '@doo-repush/core/doo/within';
import { describe, expect, it } from 'vitest';

const never = new Promise<never>(() => undefined);

describe('within', () => {
  it('gives what the promise gives, and leaves nothing at the signal', async () => {
    const { signal } = new AbortController();
    expect(await within(Promise.resolve(1), signal)).toBe(1);
    await expect(within(Promise.reject(new Error('no')), signal)).rejects.toThrow('no');
    expect(await within(Promise.resolve(2), undefined)).toBe(2);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('gives nothing when the signal ends first, be it before', async () => {
    const controller = new AbortController();
    const waiting = within(never, controller.signal);
    controller.abort();
    expect(await waiting).toBeUndefined();
    expect(await within(never, controller.signal)).toBeUndefined();
  });
});

describe('deadlineSignal', () => {
  it('is none without a deadline, and ends with one that has passed', async () => {
    expect(deadlineSignal(undefined)).toBeUndefined();
    expect(await within(never, deadlineSignal(-5))).toBeUndefined();
  });
});

describe('systemClock', () => {
  it('wakes at the time or as soon as the signal ends, and leaves nothing at it', async () => {
    const controller = new AbortController();
    await systemClock.sleep(1, controller.signal);
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
    const asleep = systemClock.sleep(3_600_000, controller.signal);
    controller.abort();
    await asleep;
    await systemClock.sleep(3_600_000, controller.signal);
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
  });
});
