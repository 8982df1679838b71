import { Hono } from 'hono';
import type { Access } from './api/access.ts';
import { type Answer, envelope } from './api/answer.ts';
import type { Gate } from './api/gate.ts';
import { parseInitBody } from './api/init-body.ts';
import { planInit } from './api/init-plan.ts';
import type { PeerEnv } from './api/loopback-server.ts';
import { listTeamWebhooks } from './api/team-webhooks.ts';
import type { ApiClient, DooData } from './data/model.ts';
import { isResourceName } from './data/resources.ts';
import type { Deliveries } from './deliveries/deliveries.ts';

interface RestParts {
  readonly gate: Gate;
  readonly access: Access;
  readonly data: DooData;
  readonly deliveries: Pick<Deliveries, 'add'>;
  /** The time zone of the window's times. */
  readonly timeZone: string;
}

/** The default and maximum in doo's newest document (doo docs: Webhook initialization). */
const DEFAULT_RATE_PER_MIN = 100;

/** doo's REST API under `/v1`: token, list and init calls. */
export function createRestApp({
  gate,
  access,
  data,
  deliveries,
  timeZone,
}: RestParts): Hono<PeerEnv> {
  function carryOutInit(client: ApiClient, resource: string, body: unknown): Answer {
    if (!isResourceName(resource)) return envelope(404, 'The resource was not found');
    const parsed = parseInitBody(resource, body);
    if (!parsed.ok) return envelope(422, parsed.message);
    const planned = planInit(data, client, parsed.command, timeZone);
    if (!planned.ok) return planned.answer;
    deliveries.add(planned.plan, parsed.command.maxRatePerMin ?? DEFAULT_RATE_PER_MIN);
    return envelope(200, 'Success', {
      items_processed: planned.plan.items.length,
      _links: { self: { href: `https://rest.doo.net/v1/webhooks/init/${resource}` } },
    });
  }

  const app = new Hono<PeerEnv>();
  app.post('/v1/oauth', (context) =>
    gate.open(context, 'oauth', ({ apiKey, json }) => access.issueToken(apiKey, json)),
  );
  app.get('/v1/team/:teamId/webhooks', (context) =>
    gate.bearer(context, 'list', ({ client }) =>
      listTeamWebhooks(data, client, context.req.param('teamId'), context.req.query('page')),
    ),
  );
  app.post('/v1/webhooks/init/:resource', (context) =>
    gate.bearer(context, 'init', ({ client, json }) =>
      carryOutInit(client, context.req.param('resource'), json),
    ),
  );
  app.notFound((context) => context.json(envelope(404, 'Not found').body, 404));
  return app;
}
