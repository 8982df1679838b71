import { createAllowances } from '@doo-repush/core/doo/allowance';
import { createDooClient, type DooClient } from '@doo-repush/core/doo/client';
import { systemClock } from '@doo-repush/core/doo/clock';
import type { DooCredentials } from '@doo-repush/core/doo/credentials';
import type { DooSecret } from '@doo-repush/core/doo/secret';
import { createPaces, type Pace } from '@doo-repush/core/doo/throttle';
import type { DooCallLimits } from '../../runtime/doo-clients.ts';

/** doo with a count of its calls, since a day has 1000 of them for each API key. */
export interface CountedDoo {
  /** One client for each set of credentials. */
  of(credentials: DooCredentials): DooClient;
  calls(): number;
}

export function createCountedDoo(
  { restUrl, graphqlUrl }: Pick<DooSecret, 'restUrl' | 'graphqlUrl'>,
  { callIntervalMs, callsPerDay: perDay, allowLoopback }: DooCallLimits,
): CountedDoo {
  const paceOf = createPaces({ intervalMs: callIntervalMs, clock: systemClock });
  const allowanceOf = createAllowances({ perDay, now: systemClock.now });
  const clients = new Map<string, DooClient>();
  let calls = 0;

  function counted(pace: Pace): Pace {
    return {
      async turn(signal) {
        const isOurs = await pace.turn(signal);
        if (isOurs) calls += 1;
        return isOurs;
      },
    };
  }

  return {
    of(credentials) {
      const key = JSON.stringify(credentials);
      const client =
        clients.get(key) ??
        createDooClient({
          restUrl,
          graphqlUrl,
          credentials,
          allowLoopback,
          callIntervalMs,
          pace: counted(paceOf(credentials.apiKey)),
          allowance: allowanceOf(credentials.apiKey),
        });
      clients.set(key, client);
      return client;
    },
    calls: () => calls,
  };
}
