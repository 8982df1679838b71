import type { DooData } from './model.ts';

/**
 * The product's secret `doo` for this peer, as an object: the first client's credentials for every
 * organization for which it may act.
 */
export function dooSecret(
  { clients, organizations }: DooData,
  urls: { readonly restUrl: string; readonly graphqlUrl: string },
) {
  const client = clients[0];
  if (client === undefined) throw new Error('The data set has no client');
  return {
    apiKey: client.apiKey,
    clientId: client.clientId,
    clientSecret: client.clientSecret,
    organizations: organizations
      .filter(({ organizationId }) => client.organizationIds.includes(organizationId))
      .map(({ name, organizationId, teamId }) => ({ name, organizationId, teamId })),
    ...urls,
  };
}
