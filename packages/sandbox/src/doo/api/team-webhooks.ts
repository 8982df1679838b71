import type { ApiClient, Configuration, DooData, Hook } from '../data/model.ts';
import { type Answer, envelope } from './answer.ts';

const PAGE_SIZE = 25;

function hookView({ type, endpoint, query }: Hook): Record<string, unknown> {
  if (query === undefined) return { type, method: 'POST', endpoint };
  const body = JSON.stringify({ variables: { id: '%EVENT_ID%' }, query });
  const origin = { method: 'POST', endpoint: 'https://gql.doo.net', body };
  return { type, method: 'POST', endpoint, origin };
}

function authenticationView({ receiverSecret, hooks }: Configuration): object | undefined {
  const endpoint = hooks[0]?.endpoint;
  if (receiverSecret === undefined || endpoint === undefined) return undefined;
  return {
    grant_type: 'client_credentials',
    endpoint: new URL('/authorize-doo-webhooks', endpoint).href,
    credentials: { client_id: 'doo', client_secret: receiverSecret },
    header_format: 'Authorization',
    header_value_format: 'Bearer %ACCESS_TOKEN%',
  };
}

function configurationView(configuration: Configuration): Record<string, unknown> {
  const authentication = authenticationView(configuration);
  return {
    id: configuration.id,
    name: configuration.name,
    ...(configuration.description !== undefined && { description: configuration.description }),
    hooks: configuration.hooks.map(hookView),
    ...(authentication && { authentication }),
    _links: { self: { href: `https://staging.doo.example/v1/webhooks/${configuration.id}` } },
  };
}

/**
 * One page of a team's configurations, 25 per page (doo docs: List webhook configurations). As in doo's
 * examples, the links lack `/v1` or name another host, so a client that follows them fails.
 */
export function listTeamWebhooks(
  data: DooData,
  client: ApiClient,
  teamId: string,
  pageText: string | undefined,
): Answer {
  const organization = data.organizations.find((candidate) => candidate.teamId === teamId);
  if (organization === undefined) return envelope(404, 'The team was not found');
  const { organizationId } = organization;
  if (!client.organizationIds.includes(organizationId)) {
    return envelope(403, 'The client may not act for this team');
  }
  const page = pageText === undefined ? 1 : Number(pageText);
  if (!Number.isInteger(page) || page < 1) return envelope(422, 'The page must be 1 or more');

  const all = data.configurations.filter((entry) => entry.organizationId === organizationId);
  const pageCount = Math.max(1, Math.ceil(all.length / PAGE_SIZE));
  const href = `https://staging.doo.example/team/${teamId}/webhooks`;
  return {
    status: 200,
    body: {
      _links: {
        self: { href: `${href}?page=${page}` },
        first: { href },
        last: { href: `${href}?page=${pageCount}` },
      },
      _embedded: {
        webhooks: all.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE).map(configurationView),
      },
      page_count: pageCount,
      page_size: PAGE_SIZE,
      total_items: all.length,
      page,
    },
  };
}
