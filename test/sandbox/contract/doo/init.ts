import { expect, vi } from 'vitest';
import { GLOBEX_CREDENTIALS, init, SUMMIT } from '../../doo/running-doo.ts';
import { promised, type Topic } from '../promise.ts';
import { crm, type DooPeer } from './doo-peer.ts';

const INIT = 'doo docs: Webhook initialization';
const RESP = 'doo docs: How to respond to webhook requests?';
const ASSUMED = 'assumed: no doo document shows an error';

/** An event of the data set that has no orders. */
const EMPTY_EVENT = 41233;

/** A check that an init call is refused with this status and sends nothing. */
function refusesInit(status: number, resource: string, body: object, credentials = {}) {
  return async ({ doo }: DooPeer) => {
    expect((await init(doo, resource, { ...body }, credentials)).status).toBe(status);
    expect(doo.runs()).toEqual([]);
  };
}

/** Asking for webhooks again. */
export const initialization: Topic<DooPeer> = {
  topic: 'Init',
  promises: [
    promised('A call is answered at once with the number of items', INIT, async (peer) => {
      const body = { event_id: SUMMIT, webhook_configuration_id: crm(peer) };
      expect(await init(peer.doo, 'orders', body)).toMatchObject({
        status: 200,
        body: { response_status: 200, items_processed: 412 },
      });
    }),
    promised(
      'Events and contacts are of an organization, the others of an event',
      INIT,
      async (peer) => {
        const webhook_configuration_id = crm(peer);
        const scopes = { organization_id: 5101, event_id: SUMMIT };
        for (const [resource, scope] of [
          ['events', 'organization_id'],
          ['contacts', 'organization_id'],
          ['orders', 'event_id'],
          ['attendees', 'event_id'],
          ['invitees', 'event_id'],
        ] as const) {
          const body = { [scope]: scopes[scope], webhook_configuration_id };
          expect((await init(peer.doo, resource, body)).status).toBe(200);
        }
      },
    ),
    promised('Without a configuration every one is sent to', INIT, async ({ doo }) => {
      await init(doo, 'orders', { event_id: 41232 });
      expect(new Set(doo.deliveries().map((it) => it.configurationId)).size).toBeGreaterThan(20);
    }),
    promised(
      'A window is cut in the zone of doo, both ends included',
      'assumed: doo says "CET"',
      async (peer) => {
        const body = { event_id: SUMMIT, webhook_configuration_id: crm(peer) };
        const window = { last_updated_after: '2026-11-20 09:55:00' };
        expect((await init(peer.doo, 'orders', { ...body, ...window })).body).toMatchObject({
          items_processed: 1,
        });
      },
    ),
    promised(
      'An event without items is accepted with 0',
      'assumed: not documented',
      async ({ doo }) => {
        const answer = await init(doo, 'orders', { event_id: EMPTY_EVENT });
        expect(answer).toMatchObject({ status: 200, body: { items_processed: 0 } });
      },
    ),
    promised('An unknown event is 404', ASSUMED, refusesInit(404, 'orders', { event_id: 99999 })),
    promised(
      "Another organization's event is 404",
      ASSUMED,
      refusesInit(404, 'orders', { event_id: SUMMIT }, GLOBEX_CREDENTIALS),
    ),
    promised(
      'An unknown configuration is 404',
      ASSUMED,
      refusesInit(404, 'orders', { event_id: SUMMIT, webhook_configuration_id: 'gone' }),
    ),
    promised(
      'An unknown resource is 404',
      ASSUMED,
      refusesInit(404, 'tickets', { event_id: SUMMIT }),
    ),
    promised(
      'Anything but the documented fields of the resource is 422',
      'Webhook initialization; that doo is as strict is assumed',
      refusesInit(422, 'orders', { event_id: SUMMIT, organization_id: 5101 }),
    ),
    promised('A rate is a whole number from 1 to 100', INIT, async (peer) => {
      for (const rate of [0, 101, 1.5]) {
        await refusesInit(422, 'orders', { event_id: SUMMIT, max_rate_per_min: rate })(peer);
      }
    }),
  ],
};

/** What follows from it. */
export const deliveries: Topic<DooPeer> = {
  topic: 'Delivery to the receiver',
  promises: [
    promised(
      'Webhooks come at the rate of the call, 100 a minute without one',
      INIT,
      async (peer) => {
        const body = { event_id: SUMMIT, webhook_configuration_id: crm(peer) };
        await init(peer.doo, 'orders', body);
        peer.clock.advance(60_000);
        await vi.waitFor(() => expect(peer.doo.delivered).toBe(101), {
          interval: 5,
          timeout: 5000,
        });
      },
    ),
    promised('Only a 200 counts; ten failures are the end of a webhook', RESP, async (peer) => {
      peer.doo.receiver.failWith(201);
      const body = { event_id: 41232, webhook_configuration_id: crm(peer) };
      await init(peer.doo, 'orders', body);
      await vi.waitFor(
        () => {
          peer.clock.advance(60_000);
          expect(peer.doo.runs()).toMatchObject([{ delivered: 0, deadLettered: 18 }]);
        },
        { interval: 5, timeout: 5000 },
      );
    }),
  ],
};
