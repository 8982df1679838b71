import { getEventListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { systemClock } from '@doo-repush/core/doo/clock';
import { deadlineSignal, endingIn, within } from '@doo-repush/core/doo/deadline';
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

describe('endingIn', () => {
  it('ends at its time, also where memory is collected before that and nobody else holds it', async () => {
    setFlagsFromString('--expose-gc');
    const collect: () => void = runInNewContext('gc');
    const waiting = within(never, endingIn(60, endingIn(10_000)));
    const collecting = setInterval(collect, 10);
    const ended = await Promise.race([waiting.then(() => 'ended'), pause(2_000, 'waits for ever')]);
    clearInterval(collecting);
    expect(ended).toBe('ended');
  });

  it('ends with another signal, for its reason, be it before, and leaves nothing at it', async () => {
    const { signal, abort } = controlled();
    const ending = endingIn(3_600_000, signal);
    abort('enough');
    expect([ending.aborted, ending.reason]).toEqual([true, 'enough']);
    expect(endingIn(3_600_000, signal).aborted).toBe(true);
    const other = controlled();
    await within(never, endingIn(1, other.signal));
    expect(getEventListeners(other.signal, 'abort')).toEqual([]);
  });
});

function controlled() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: (reason: string) => controller.abort(reason) };
}

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
