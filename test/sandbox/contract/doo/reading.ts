import { expect } from 'vitest';
import { productClient } from '../../doo/product-client.ts';
import { ACME_TEAM, GLOBEX_CREDENTIALS, graphql, list, SUMMIT } from '../../doo/running-doo.ts';
import { promised, type Topic } from '../promise.ts';
import type { DooPeer } from './doo-peer.ts';

const LIST = 'doo docs: List webhook configurations';
const GQL = 'doo docs: Webhook configuration object';
const ASSUMED = 'assumed: no doo document shows an error';

/** The list of webhook configurations. */
export const configurations: Topic<DooPeer> = {
  topic: 'Webhook configurations',
  promises: [
    promised('They come in pages of 25, in the documented HAL form', LIST, async ({ doo }) => {
      expect((await list(doo, ACME_TEAM)).body).toMatchObject({
        _embedded: { webhooks: { length: 25 } },
        page_count: 2,
        page_size: 25,
        total_items: 30,
        page: 1,
      });
    }),
    promised('The product reads all pages', LIST, async ({ doo }) => {
      expect(await productClient(doo).listConfigurations(ACME_TEAM)).toMatchObject({
        ok: true,
        value: { configurations: { length: 30 }, complete: true },
      });
    }),
    promised("The receiver's secret comes back in clear text", LIST, async ({ doo }) => {
      expect(JSON.stringify((await list(doo, ACME_TEAM)).body)).toContain('client_secret');
    }),
    promised('The links lead to another host', LIST, async ({ doo }) => {
      const { body } = await list<{ _links: object }>(doo, ACME_TEAM);
      expect(JSON.stringify(body._links)).not.toContain('127.0.0.1');
    }),
    promised("Another organization's team is 403, an unknown one 404", ASSUMED, async ({ doo }) => {
      expect((await list(doo, ACME_TEAM, 1, GLOBEX_CREDENTIALS)).status).toBe(403);
      expect((await list(doo, '9999')).status).toBe(404);
    }),
  ],
};

/** Event titles. */
export const titles: Topic<DooPeer> = {
  topic: 'GraphQL',
  promises: [
    promised('`event(id)` has `id`, `title`, `startDate` and `endDate`', GQL, async ({ doo }) => {
      const query = 'query ($id: ID!) { event(id: $id) { id title startDate endDate } }';
      expect((await graphql(doo, query, { id: SUMMIT })).body).toMatchObject({
        data: { event: { id: String(SUMMIT), title: 'Acme Summit' } },
      });
    }),
    promised('An unknown event is null', ASSUMED, async ({ doo }) => {
      expect((await graphql(doo, '{ event(id: 99999) { id } }')).body).toEqual({
        data: { event: null },
      });
    }),
    promised(
      'A field that the schema lacks is an error with HTTP 200',
      ASSUMED,
      async ({ doo }) => {
        expect(await graphql(doo, '{ event(id: 41231) { organizer } }')).toMatchObject({
          status: 200,
          body: { errors: [{ message: expect.stringContaining('organizer') }] },
        });
      },
    ),
  ],
};
