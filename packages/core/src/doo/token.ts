import { within } from './deadline.ts';
import { type DooFailure, dooFailure } from './failure.ts';
import { failed, type Result, succeeded } from './result.ts';

/** Source of the bearer token. */
export interface TokenSource {
  /** @param signal ends the caller's wait: the result is then a failure, and doo was not asked */
  get(signal?: AbortSignal): Promise<Result<string>>;
  /** Reports that doo no longer accepts `token`; no effect if a newer one is already here. */
  invalidate(token: string): void;
}

/** A token stored with the credentials, which cannot be renewed. */
export function storedToken(token: string): TokenSource {
  return {
    get: async () => succeeded(token),
    invalidate: () => undefined,
  };
}

/**
 * A token fetched on demand, once for all who wait, and used for as long as doo accepts it (doo docs:
 * Authorization, which states no lifetime). Failures are not cached. A caller that arrives after another one's
 * wait has ended does not join the same call: it may hang, while a form's look-ups are short.
 */
export function createTokenSource(fetchToken: () => Promise<Result<string>>): TokenSource {
  let current: string | undefined;
  let flight: Promise<Result<string>> | undefined;

  async function renew(): Promise<Result<string>> {
    const fetched = await fetchToken();
    if (!fetched.ok) return failed(withoutToken(fetched.failure));
    current = fetched.value;
    return fetched;
  }

  return {
    async get(signal) {
      if (current !== undefined) return succeeded(current);
      const awaited = flight ?? renew();
      flight = awaited;
      try {
        return (await within(awaited, signal)) ?? failed(outOfTime());
      } finally {
        if (flight === awaited) flight = undefined;
      }
    },
    invalidate(token) {
      if (token === current) current = undefined;
    },
  };
}

/** What a failed token call means for the call that needed it: doo was not asked. */
function withoutToken(failure: DooFailure): DooFailure {
  const { code, mayHaveActed: _, ...facts } = failure;
  if (facts.status === 400 || facts.status === 401 || facts.status === 403) {
    return dooFailure('unauthorized', facts);
  }
  if (code === 'rate_limited') return dooFailure(code, facts);
  return dooFailure('unreachable', { cause: code, ...facts });
}

/** The caller's wait ended before the call was sent. */
export function outOfTime(): DooFailure {
  return { ...dooFailure('timed_out'), mayHaveActed: false };
}
