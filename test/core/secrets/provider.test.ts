import { createSecretsProvider } from '@doo-repush/core/secrets/provider';
import { describe, expect, it } from 'vitest';

/** A provider whose secret is read from `texts`, by the number of the reading; the last one stays. */
function providerOf(...texts: (string | Error)[]) {
  const reads: string[] = [];
  const clock = { timeMs: 0, now: () => clock.timeMs };
  const provider = createSecretsProvider({
    fetchSecret: async (id) => {
      const text = texts[Math.min(reads.length, texts.length - 1)];
      reads.push(id);
      if (text === undefined || text instanceof Error) throw text;
      return text;
    },
    ttlMs: 60_000,
    minRefreshMs: 10_000,
    clock,
  });
  return { provider, clock, reads };
}

describe('get', () => {
  it('reads once within the time to live, and again after it', async () => {
    const { provider, clock, reads } = providerOf('a');
    await provider.get('doo');
    clock.timeMs = 59_999;
    await provider.get('doo');
    expect(reads).toHaveLength(1);
    clock.timeMs = 60_000;
    await provider.get('doo');
    expect(reads).toHaveLength(2);
  });

  it('reads once for all who wait, and each secret by itself', async () => {
    const { provider, reads } = providerOf('a');
    await Promise.all([provider.get('doo'), provider.get('doo'), provider.get('slack')]);
    expect(reads).toEqual(['doo', 'slack']);
  });

  it('gives the same version until the text changes', async () => {
    const { provider, clock } = providerOf('a', 'a', 'b');
    expect(await provider.get('doo')).toEqual({ text: 'a', version: 1 });
    clock.timeMs = 60_000;
    expect(await provider.get('doo')).toEqual({ text: 'a', version: 1 });
    clock.timeMs = 120_000;
    expect(await provider.get('doo')).toEqual({ text: 'b', version: 2 });
  });

  it('passes a failure on and does not remember it', async () => {
    const { provider } = providerOf(new Error('denied'), 'a');
    await expect(provider.get('doo')).rejects.toThrow('denied');
    expect(await provider.get('doo')).toEqual({ text: 'a', version: 1 });
  });

  it('passes a failure on after the time to live, and keeps the version', async () => {
    const { provider, clock } = providerOf('a', new Error('away'), 'a');
    await provider.get('doo');
    clock.timeMs = 60_000;
    await expect(provider.get('doo')).rejects.toThrow('away');
    expect(await provider.get('doo')).toEqual({ text: 'a', version: 1 });
  });
});

describe('refresh', () => {
  it('reads before the time to live has ended', async () => {
    const { provider, clock } = providerOf('a', 'b');
    await provider.get('doo');
    clock.timeMs = 10_000;
    expect(await provider.refresh('doo')).toEqual({ text: 'b', version: 2 });
    expect(await provider.get('doo')).toEqual({ text: 'b', version: 2 });
  });

  it('gives what it has when the last try was a moment ago', async () => {
    const { provider, clock, reads } = providerOf('a', 'b');
    await provider.get('doo');
    clock.timeMs = 9_999;
    expect(await provider.refresh('doo')).toEqual({ text: 'a', version: 1 });
    expect(reads).toHaveLength(1);
  });

  it('counts a failed try too', async () => {
    const { provider, clock, reads } = providerOf('a', new Error('away'), 'b');
    await provider.get('doo');
    clock.timeMs = 10_000;
    await expect(provider.refresh('doo')).rejects.toThrow('away');
    expect(await provider.refresh('doo')).toEqual({ text: 'a', version: 1 });
    clock.timeMs = 20_000;
    expect(await provider.refresh('doo')).toEqual({ text: 'b', version: 2 });
    expect(reads).toHaveLength(3);
  });

  it('reads when there is nothing to give', async () => {
    const { provider } = providerOf(new Error('away'), 'a');
    await expect(provider.refresh('doo')).rejects.toThrow('away');
    expect(await provider.refresh('doo')).toEqual({ text: 'a', version: 1 });
  });

  it('joins a reading that is under way', async () => {
    const { provider, reads } = providerOf('a');
    await Promise.all([provider.get('doo'), provider.refresh('doo'), provider.refresh('doo')]);
    expect(reads).toHaveLength(1);
  });
});
