import { createAllowances } from '@doo-repush/core/doo/allowance';
import { createDooClient, type DooClient } from '@doo-repush/core/doo/client';
import { systemClock } from '@doo-repush/core/doo/clock';
import type { DooCredentials } from '@doo-repush/core/doo/credentials';
import { createPaces } from '@doo-repush/core/doo/throttle';

/**
 * doo counts calls as they arrive, and the way there is not always equally long: a call that starts
 * exactly an interval after another one may be refused, which costs seconds.
 */
const SPARE = 1.03;

/** How one API key may be used. */
export interface DooCallLimits {
  /** Least time between the starts of two calls. */
  readonly callIntervalMs: number;
  readonly callsPerDay: number;
  readonly allowLoopback: boolean;
}

/** Clients of doo, kept while the secret that they were made from is the present one. */
export interface DooClients {
  of(
    credentials: DooCredentials,
    addresses: { readonly restUrl: string; readonly graphqlUrl: string },
    secretVersion: number,
  ): DooClient;
}

/**
 * Keeps one client for each set of credentials, so that its token serves while it works, and one
 * pace and one allowance for each API key, since doo counts calls by it.
 */
export function createDooClients({
  callIntervalMs,
  callsPerDay: perDay,
  allowLoopback,
}: DooCallLimits): DooClients {
  const intervalMs = Math.ceil(callIntervalMs * SPARE);
  const paceOf = createPaces({ intervalMs, clock: systemClock });
  const allowanceOf = createAllowances({ perDay, now: systemClock.now });
  let clients = new Map<string, DooClient>();
  let version: number | undefined;

  return {
    of(credentials, { restUrl, graphqlUrl }, secretVersion) {
      if (version !== secretVersion) clients = new Map();
      version = secretVersion;
      const key = JSON.stringify(credentials);
      const known = clients.get(key);
      if (known !== undefined) return known;
      const pace = paceOf(credentials.apiKey);
      const addresses = { restUrl, graphqlUrl, allowLoopback, callIntervalMs };
      const allowance = allowanceOf(credentials.apiKey);
      const client = createDooClient({ ...addresses, credentials, pace, allowance });
      clients.set(key, client);
      return client;
    },
  };
}
