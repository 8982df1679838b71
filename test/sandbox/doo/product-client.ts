import { createDooClient, type DooClient } from '@doo-repush/core/doo/client';
import { parseDooSecret } from '@doo-repush/core/doo/secret';
import type { Doo } from '@doo-repush/sandbox/doo/doo';

/** The product's own client with the peer's secret; it waits 300 ms for an answer. */
export function productClient(doo: Doo): DooClient {
  const secret = parseDooSecret(JSON.stringify(doo.secret()), { allowLoopback: true });
  if (!secret.ok) throw new Error(secret.faults.join());
  const { restUrl, graphqlUrl, organizations } = secret.value;
  const [organization] = organizations;
  if (organization === undefined) throw new Error('The secret has no organization');
  return createDooClient({
    restUrl,
    graphqlUrl,
    credentials: organization.credentials,
    allowLoopback: true,
    callIntervalMs: 0,
    timeouts: { headersMs: 300, bodyMs: 300 },
  });
}
