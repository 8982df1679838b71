import { createSecretsProvider } from '@doo-repush/functions/runtime/secrets/secret-cache';
import { describe, expect, it } from 'vitest';

/** A provider whose nth read returns the nth of `texts`; the last one repeats. */
function providerOf(...texts: (string | Error)[]) {
  const reads: string[] = [];
  const stale: string[] = [];
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
    maxStaleMs: 3_600_000,
    isAway: (error) => error === AWAY,
    onStale: (id) => stale.push(id),
    clock,
  });
  return { provider, clock, reads, stale };
}

const AWAY = new Error('the peer is away');
const TTL_MS = 60_000;
const HOUR_MS = 3_600_000;

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

  it('shares one read among concurrent callers, separately for each secret', async () => {
    const { provider, reads } = providerOf('a');
    await Promise.all([provider.get('doo'), provider.get('doo'), provider.get('slack')]);
    expect(reads).toEqual(['doo', 'slack']);
  });

  it('keeps the version until the text changes', async () => {
    const { provider, clock } = providerOf('a', 'a', 'b');
    expect(await provider.get('doo')).toEqual({ text: 'a', version: 1 });
    clock.timeMs = 60_000;
    expect(await provider.get('doo')).toEqual({ text: 'a', version: 1 });
    clock.timeMs = 120_000;
    expect(await provider.get('doo')).toEqual({ text: 'b', version: 2 });
  });

  it('passes on a failure without caching it', async () => {
    const { provider } = providerOf(new Error('denied'), 'a');
    await expect(provider.get('doo')).rejects.toThrow('denied');
    expect(await provider.get('doo')).toEqual({ text: 'a', version: 1 });
  });

  it('passes on a failure after the time to live, and keeps the version', async () => {
    const { provider, clock } = providerOf('a', new Error('away'), 'a');
    await provider.get('doo');
    clock.timeMs = 60_000;
    await expect(provider.get('doo')).rejects.toThrow('away');
    expect(await provider.get('doo')).toEqual({ text: 'a', version: 1 });
  });
});

describe('get while the peer is unavailable', () => {
  it('serves the last good text for an hour after its time to live, and reports it', async () => {
    const { provider, clock, stale } = providerOf('a', AWAY);
    await provider.get('doo');
    clock.timeMs = TTL_MS;
    expect(await provider.get('doo')).toEqual({ text: 'a', version: 1 });
    expect(stale).toEqual(['doo']);
    clock.timeMs = TTL_MS + HOUR_MS - 1;
    expect(await provider.get('doo')).toEqual({ text: 'a', version: 1 });
    expect(stale).toEqual(['doo', 'doo']);
    clock.timeMs = TTL_MS + HOUR_MS;
    await expect(provider.get('doo')).rejects.toBe(AWAY);
    expect(stale).toHaveLength(2);
  });

  it('retries after a moment and takes the new text', async () => {
    const { provider, clock, reads } = providerOf('a', AWAY, 'b');
    await provider.get('doo');
    clock.timeMs = TTL_MS;
    await provider.get('doo');
    clock.timeMs = TTL_MS + 9_999;
    expect(await provider.get('doo')).toEqual({ text: 'a', version: 1 });
    expect(reads).toHaveLength(2);
    clock.timeMs = TTL_MS + 10_000;
    expect(await provider.get('doo')).toEqual({ text: 'b', version: 2 });
    clock.timeMs = 2 * TTL_MS + 9_999;
    await provider.get('doo');
    expect(reads).toHaveLength(3);
  });

  it('has nothing to serve before the first good read', async () => {
    const { provider, reads, stale } = providerOf(AWAY, AWAY, 'a');
    await expect(provider.get('doo')).rejects.toBe(AWAY);
    await expect(provider.get('doo')).rejects.toBe(AWAY);
    expect(await provider.get('doo')).toEqual({ text: 'a', version: 1 });
    expect(reads).toHaveLength(3);
    expect(stale).toEqual([]);
  });

  it('does not serve a text again after the secret was reported as gone', async () => {
    const { provider, clock, stale } = providerOf('a', AWAY, new Error('gone'), AWAY, 'a');
    await provider.get('doo');
    clock.timeMs = TTL_MS;
    await provider.get('doo');
    clock.timeMs = TTL_MS + 10_000;
    await expect(provider.get('doo')).rejects.toThrow('gone');
    await expect(provider.get('doo')).rejects.toBe(AWAY);
    expect(stale).toHaveLength(1);
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

  it('serves the cached text if the last attempt was too recent', async () => {
    const { provider, clock, reads } = providerOf('a', 'b');
    await provider.get('doo');
    clock.timeMs = 9_999;
    expect(await provider.refresh('doo')).toEqual({ text: 'a', version: 1 });
    expect(reads).toHaveLength(1);
  });

  it('counts failed attempts as well', async () => {
    const { provider, clock, reads } = providerOf('a', new Error('away'), 'b');
    await provider.get('doo');
    clock.timeMs = 10_000;
    await expect(provider.refresh('doo')).rejects.toThrow('away');
    expect(await provider.refresh('doo')).toEqual({ text: 'a', version: 1 });
    clock.timeMs = 20_000;
    expect(await provider.refresh('doo')).toEqual({ text: 'b', version: 2 });
    expect(reads).toHaveLength(3);
  });

  it('serves the last good text while the peer is unavailable, and reports it', async () => {
    const { provider, clock, stale } = providerOf('a', AWAY);
    await provider.get('doo');
    clock.timeMs = 10_000;
    expect(await provider.refresh('doo')).toEqual({ text: 'a', version: 1 });
    expect(stale).toEqual(['doo']);
  });

  it('reads if nothing is cached', async () => {
    const { provider } = providerOf(new Error('away'), 'a');
    await expect(provider.refresh('doo')).rejects.toThrow('away');
    expect(await provider.refresh('doo')).toEqual({ text: 'a', version: 1 });
  });

  it('joins a read that is in flight', async () => {
    const { provider, reads } = providerOf('a');
    await Promise.all([provider.get('doo'), provider.refresh('doo'), provider.refresh('doo')]);
    expect(reads).toHaveLength(1);
  });
});

describe('a reading that is offered', () => {
  it('serves whoever needs the secret first, and is not made again', async () => {
    const { provider, reads } = providerOf('read later');
    await provider.offer('doo', Promise.resolve('read early'));
    expect(await provider.get('doo')).toEqual({ text: 'read early', version: 1 });
    expect(reads).toEqual([]);
  });

  it('serves for the time to live, like any other', async () => {
    const { provider, clock } = providerOf('read later');
    await provider.offer('doo', Promise.resolve('read early'));
    await provider.get('doo');
    clock.timeMs = TTL_MS;
    expect(await provider.get('doo')).toEqual({ text: 'read later', version: 2 });
  });

  it('is no attempt of `refresh`, which finds a secret that changed right after it', async () => {
    const { provider } = providerOf('rotated');
    await provider.offer('doo', Promise.resolve('read early'));
    await provider.get('doo');
    expect(await provider.refresh('doo')).toEqual({ text: 'rotated', version: 2 });
  });

  it('is left alone when the process was frozen after it', async () => {
    const { provider, clock } = providerOf('read later');
    await provider.offer('doo', Promise.resolve('read early'));
    clock.timeMs = 4_001;
    expect((await provider.get('doo')).text).toBe('read later');
  });

  it('that failed is made again, and is nobody else’s error', async () => {
    const { provider } = providerOf('read later');
    await provider.offer('doo', Promise.reject(AWAY));
    expect((await provider.get('doo')).text).toBe('read later');
  });

  it('that never ends is made again', async () => {
    const { provider } = providerOf('read later');
    await provider.offer('doo', new Promise(() => undefined));
    expect((await provider.get('doo')).text).toBe('read later');
  });

  it('of one secret is not served as another', async () => {
    const { provider } = providerOf('slack, read later');
    await provider.offer('doo', Promise.resolve('doo, read early'));
    expect((await provider.get('slack')).text).toBe('slack, read later');
  });
});
