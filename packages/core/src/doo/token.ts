import { failed, type Result, succeeded } from '../result.ts';
import { type DooFailure, dooFailure } from './failure.ts';

/** Where the bearer token of the calls comes from. */
export interface TokenSource {
  get(): Promise<Result<string>>;
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
 * (doo docs: Authorization, which names no lifetime). A failure is told and not remembered.
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
    async get() {
      if (current !== undefined) return succeeded(current);
      flight ??= renew().finally(() => {
        flight = undefined;
      });
      return flight;
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
