import { within } from './deadline.ts';
import { type DooFailure, dooFailure } from './failure.ts';
import { failed, type Result, succeeded } from './result.ts';

/** Where the bearer token of the calls comes from. */
export interface TokenSource {
  /** @param signal ends the caller's time: the answer is then a failure before which doo was not asked */
  get(signal?: AbortSignal): Promise<Result<string>>;
  /** Says that doo no longer takes `token`; without effect when a newer one is already here. */
  invalidate(token: string): void;
}

/** A token that was stored with the credentials and cannot be renewed. */
export function storedToken(token: string): TokenSource {
  return {
    get: async () => succeeded(token),
    invalidate: () => undefined,
  };
}

/**
 * A token that is fetched when there is none, once for all who wait, and used while doo takes it
 * (doo docs: Authorization, which names no lifetime). A failure is told and not remembered. Whoever
 * comes after somebody whose time has ended does not wait for the same call, which may hang for long
 * while all look-ups of a form are short.
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

/** What a failed token call means for the call that needed the token: doo was not asked. */
function withoutToken(failure: DooFailure): DooFailure {
  const { code, mayHaveActed: _, ...facts } = failure;
  if (facts.status === 400 || facts.status === 401 || facts.status === 403) {
    return dooFailure('unauthorized', facts);
  }
  if (code === 'rate_limited') return dooFailure(code, facts);
  return dooFailure('unreachable', { cause: code, ...facts });
}

/** The caller's time ended before the call was sent. */
export function outOfTime(): DooFailure {
  return { ...dooFailure('timed_out'), mayHaveActed: false };
}
