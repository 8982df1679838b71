import { type Allowance, createAllowances } from '@doo-repush/core/doo/allowance';
import { createDooClient, type DooClient } from '@doo-repush/core/doo/client';
import { systemClock } from '@doo-repush/core/doo/clock';
import type { DooCredentials } from '@doo-repush/core/doo/credentials';
import { createPaces } from '@doo-repush/core/doo/throttle';

/**
 * doo counts calls on arrival, and latency varies: a call sent exactly one interval after another may
 * arrive early and be refused, which costs seconds.
 */
const SPARE = 1.03;

/** The limits of one API key. */
export interface DooCallLimits {
  /** Minimum time between the starts of two calls. */
  readonly callIntervalMs: number;
  readonly callsPerDay: number;
  readonly allowLoopback: boolean;
}

export interface DooClientsOptions extends DooCallLimits {
  /** Is told of each call right before it is sent. */
  readonly onCall: () => void;
}

function counted(allowance: Allowance, onCall: () => void): Allowance {
  return {
    ...allowance,
    used() {
      onCall();
      allowance.used();
    },
  };
}

/** doo clients, reused until the secret that they were made from changes. */
export interface DooClients {
  of(
    credentials: DooCredentials,
    addresses: { readonly restUrl: string; readonly graphqlUrl: string },
    secretVersion: number,
  ): DooClient;
}

/**
 * Keeps one client per set of credentials, so that its token is reused, and one throttle and one daily
 * allowance per API key, because doo limits calls per key.
 */
export function createDooClients({
  callIntervalMs,
  callsPerDay: perDay,
  allowLoopback,
  onCall,
}: DooClientsOptions): DooClients {
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
      const allowance = counted(allowanceOf(credentials.apiKey), onCall);
      const client = createDooClient({ ...addresses, credentials, pace, allowance });
      clients.set(key, client);
      return client;
    },
  };
}
