import { DOCUMENTED_LIMITS } from '@doo-repush/sandbox/doo/api/limits';
import type { Doo } from '@doo-repush/sandbox/doo/doo';
import { expect } from 'vitest';
import { ACME_TEAM, GLOBEX_CREDENTIALS, list, token } from '../../doo/running-doo.ts';
import { refusesForeignPages } from '../foreign-page.ts';
import { promised, type Topic } from '../promise.ts';
import type { DooPeer } from './doo-peer.ts';

const AUTH = 'doo docs: Authorization';
const ASSUMED = 'assumed: no doo document shows an error';

async function issuedToken(doo: Doo): Promise<string> {
  const { apiKey, clientId, clientSecret } = doo.data.clients[0] ?? {};
  const credentials = { client_id: clientId, client_secret: clientSecret };
  const body = { ...credentials, grant_type: 'client_credentials' };
  const answer = await token<{ data: { access_token: string } }>(doo, body, apiKey);
  return answer.body.data.access_token;
}

/** Tokens and API keys. */
export const access: Topic<DooPeer> = {
  topic: 'Access',
  promises: [
    promised(
      'Client credentials give a token in the envelope, without a lifetime',
      AUTH,
      async ({ doo }) => {
        const { apiKey, clientId, clientSecret } = doo.data.clients[0] ?? {};
        const credentials = { client_id: clientId, client_secret: clientSecret };
        const body = { ...credentials, grant_type: 'client_credentials' };
        expect(await token(doo, body, apiKey)).toMatchObject({
          status: 200,
          body: {
            response_status: 200,
            data: { access_token: expect.any(String), refresh_token: null },
          },
        });
      },
    ),
    promised('Wrong client credentials are 401', ASSUMED, async ({ doo }) => {
      const body = { client_id: 'no', client_secret: 'no', grant_type: 'client_credentials' };
      expect((await token(doo, body)).status).toBe(401);
    }),
    promised('A wrong API key is 403', ASSUMED, async ({ doo }) => {
      expect((await list(doo, ACME_TEAM, 1, { apiKey: 'placeholder-other' })).status).toBe(403);
    }),
    promised(
      'A token that is wrong, revoked or of another API key is 401',
      ASSUMED,
      async ({ doo }) => {
        const { token: foreign = '' } = GLOBEX_CREDENTIALS;
        const revoked = await issuedToken(doo);
        doo.revokeTokens();
        for (const wrong of ['no-token', foreign, revoked]) {
          expect((await list(doo, ACME_TEAM, 1, { token: wrong })).status).toBe(401);
        }
      },
    ),
    refusesForeignPages(({ doo }) => `${doo.restUrl}/oauth`),
  ],
};

/** How many calls an API key may make. */
export const limits: Topic<DooPeer> = {
  topic: 'Limits of an API key',
  promises: [
    promised('They are 1 call a second and 1,000 a day at first', AUTH, () => {
      expect(DOCUMENTED_LIMITS).toMatchObject({ perSecond: 1, perDay: 1000 });
    }),
    promised('A second call within the second is 429', AUTH, async ({ doo, clock }) => {
      doo.limits.change({ perSecond: 1 });
      const statuses = [(await list(doo, ACME_TEAM)).status, (await list(doo, ACME_TEAM)).status];
      clock.advance(1000);
      expect([...statuses, (await list(doo, ACME_TEAM)).status]).toEqual([200, 429, 200]);
    }),
    promised(
      'A used-up day is 429 until midnight UTC',
      `${AUTH}; the time is assumed`,
      async ({ doo, clock }) => {
        doo.limits.change({ perDay: 2 });
        const call = async () => (await list(doo, ACME_TEAM)).status;
        const statuses = [await call(), await call(), await call()];
        clock.advance(24 * 3_600_000);
        expect([...statuses, await call()]).toEqual([200, 200, 429, 200]);
      },
    ),
    promised(
      'What is left of the day is told only where that is switched on: `x-ratelimit-remaining-day`',
      'assumed: no doo document names a header of its limits',
      async ({ doo }) => {
        doo.limits.change({ perSecond: null, perDay: 5 });
        const told = async () =>
          (await list(doo, ACME_TEAM)).headers.get('x-ratelimit-remaining-day');
        const silent = await told();
        doo.limits.change({ tellsLeft: true });
        expect([silent, await told(), await told()]).toEqual([null, '3', '2']);
      },
    ),
    promised(
      'A 429 has `Retry-After` only where that is switched on',
      'assumed: not documented',
      async ({ doo }) => {
        doo.limits.change({ perDay: 1 });
        await list(doo, ACME_TEAM);
        expect((await list(doo, ACME_TEAM)).headers.get('retry-after')).toBeNull();
        doo.limits.change({ retryAfter: true });
        expect((await list(doo, ACME_TEAM)).headers.get('retry-after')).toMatch(/^\d+$/);
      },
    ),
  ],
};
