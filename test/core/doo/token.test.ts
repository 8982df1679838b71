import { dooFailure } from '@doo-repush/core/doo/failure';
import { failed, type Result, succeeded } from '@doo-repush/core/doo/result';
import { createTokenSource, storedToken } from '@doo-repush/core/doo/token';
import { describe, expect, it } from 'vitest';

function sourceOf(...answers: Result<string>[]) {
  let calls = 0;
  const tokens = createTokenSource(async () => {
    calls += 1;
    return answers[calls - 1] ?? succeeded(`placeholder-token-${calls}`);
  });
  return { tokens, calls: () => calls };
}

const first = succeeded('placeholder-token-1');
const second = succeeded('placeholder-token-2');

describe('createTokenSource', () => {
  it('fetches one token for all who wait, and keeps it', async () => {
    const { tokens, calls } = sourceOf();
    expect(await Promise.all([tokens.get(), tokens.get()])).toEqual([first, first]);
    expect(await tokens.get()).toEqual(first);
    expect(calls()).toBe(1);
  });

  it('fetches a new token after the current one was called invalid', async () => {
    const { tokens } = sourceOf();
    await tokens.get();
    tokens.invalidate('placeholder-token-1');
    expect(await tokens.get()).toEqual(second);
  });

  it('keeps the new token when an older one is called invalid late', async () => {
    const { tokens, calls } = sourceOf();
    await tokens.get();
    tokens.invalidate('placeholder-token-1');
    await tokens.get();
    tokens.invalidate('placeholder-token-1');
    expect(await tokens.get()).toEqual(second);
    expect(calls()).toBe(2);
  });

  it('fetches anew for the next one when the time of whoever waits has ended', async () => {
    let calls = 0;
    const tokens = createTokenSource(() => {
      calls += 1;
      return calls === 1 ? new Promise(() => undefined) : Promise.resolve(second);
    });
    const impatient = new AbortController();
    const waiting = tokens.get(impatient.signal);
    impatient.abort();
    expect(await waiting).toMatchObject({
      ok: false,
      failure: { code: 'timed_out', mayHaveActed: false },
    });
    expect(await tokens.get()).toEqual(second);
    expect(calls).toBe(2);
  });

  it('keeps a token that came after the time of whoever waited', async () => {
    let bring: (token: Result<string>) => void = () => undefined;
    let calls = 0;
    const tokens = createTokenSource(() => {
      calls += 1;
      return new Promise((resolve) => {
        bring = resolve;
      });
    });
    await tokens.get(AbortSignal.abort());
    bring(first);
    await new Promise(setImmediate);
    expect(await tokens.get()).toEqual(first);
    expect(calls).toBe(1);
  });

  it('does not remember a failure', async () => {
    const { tokens } = sourceOf(failed(dooFailure('server_error', { status: 500 })));
    expect((await tokens.get()).ok).toBe(false);
    expect(await tokens.get()).toEqual(second);
  });

  it('does not remember that the fetch threw', async () => {
    let calls = 0;
    const tokens = createTokenSource(() => {
      calls += 1;
      if (calls === 1) throw new TypeError('broken');
      return Promise.resolve(second);
    });
    await expect(tokens.get()).rejects.toThrow('broken');
    expect(await tokens.get()).toEqual(second);
  });

  it.each([
    [dooFailure('refused', { status: 400, detail: 'Bad' }), 'unauthorized'],
    [dooFailure('unauthorized', { status: 401 }), 'unauthorized'],
    [dooFailure('refused', { status: 403 }), 'unauthorized'],
    [dooFailure('rate_limited', { status: 429, retryAfterMs: 5 }), 'rate_limited'],
    [dooFailure('refused', { status: 404 }), 'unreachable'],
    [dooFailure('server_error', { status: 500 }), 'unreachable'],
    [dooFailure('timed_out', { cause: 'UND_ERR_HEADERS_TIMEOUT' }), 'unreachable'],
    [dooFailure('unreadable', { status: 200 }), 'unreachable'],
  ])('says of %j that doo was not asked: %s', async (failure, code) => {
    const { tokens } = sourceOf(failed(failure));
    const { code: _, mayHaveActed: __, ...facts } = failure;
    const expected = { ...facts, code, mayHaveActed: false };
    expect(await tokens.get()).toMatchObject({ ok: false, failure: expected });
  });
});

describe('storedToken', () => {
  it('stays what it is', async () => {
    const tokens = storedToken('placeholder-token-1');
    tokens.invalidate('placeholder-token-1');
    expect(await tokens.get()).toEqual(first);
  });
});
