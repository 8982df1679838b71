import { createDooClient } from '@doo-repush/core/doo/client';
import { UntrustedUrlError } from '@doo-repush/core/doo/hosts';
import { createPace } from '@doo-repush/core/doo/throttle';
import { describe, expect, it } from 'vitest';
import {
  type Answerer,
  CREDENTIALS,
  readFixture,
  sendToken,
  startDoo,
} from '../../support/doo-server.ts';
import { sendJson } from '../../support/local-server.ts';
import { createManualClock } from '../../support/manual-clock.ts';

const BODY = { event_id: 41231, webhook_configuration_id: 'cfg-1' };
const accept: Answerer = (response) => sendJson(response, 200, readFixture('init-accepted.json'));

describe('init', () => {
  it('gets a token and sends the body with both headers', async () => {
    const { client, requests, paths } = await startDoo(accept);
    expect(await client.init('orders', BODY)).toEqual({ ok: true, value: { itemsProcessed: 412 } });
    expect(paths()).toEqual(['/v1/oauth', '/v1/webhooks/init/orders']);
    const [token, init] = requests;
    expect(JSON.parse(token?.body ?? '')).toEqual({
      client_id: 'placeholder-client-id',
      client_secret: 'placeholder-client-secret',
      grant_type: 'client_credentials',
    });
    expect(token?.headers).toMatchObject({
      'x-api-key': 'placeholder-api-key',
      'content-type': 'application/json',
      accept: 'application/json',
    });
    expect(token?.headers.authorization).toBeUndefined();
    expect(JSON.parse(init?.body ?? '')).toEqual(BODY);
    expect(init).toMatchObject({
      method: 'POST',
      headers: {
        'x-api-key': 'placeholder-api-key',
        authorization: 'Bearer placeholder-token-1',
        'content-type': 'application/json',
      },
    });
  });

  it('uses the token again', async () => {
    const { client, paths } = await startDoo(accept);
    await client.authenticate();
    await client.init('orders', BODY);
    await client.init('orders', BODY);
    expect(paths().filter((path) => path === '/v1/oauth')).toHaveLength(1);
  });

  it('uses a stored token without asking for one', async () => {
    const credentials = { apiKey: 'placeholder-api-key', accessToken: 'placeholder-access-token' };
    const { client, requests, paths } = await startDoo(accept, { credentials });
    expect((await client.init('orders', BODY)).ok).toBe(true);
    expect(paths()).toEqual(['/v1/webhooks/init/orders']);
    expect(requests[0]?.headers.authorization).toBe('Bearer placeholder-access-token');
  });

  it.each([
    [0, 0],
    ['412', 412],
  ])('reads %j items', async (items_processed, itemsProcessed) => {
    const { client } = await startDoo((response) =>
      sendJson(response, 200, { response_status: 200, items_processed, extra: true }),
    );
    expect(await client.init('orders', BODY)).toEqual({ ok: true, value: { itemsProcessed } });
  });

  it.each([-1, 1.5, 'many', null, undefined, {}])(
    'cannot tell what doo did when the items are %j',
    async (items_processed) => {
      const { client } = await startDoo((response) =>
        sendJson(response, 200, { response_status: 200, items_processed }),
      );
      expect(await client.init('orders', BODY)).toEqual({
        ok: false,
        failure: { code: 'unreadable', mayHaveActed: true },
      });
    },
  );

  it.each<[string, Answerer, object]>([
    [
      'a refusal',
      (response) =>
        sendJson(response, 422, {
          response_status: 422,
          user_message: 'event_id is missing for placeholder-api-key',
          developer_message: 'event_id is missing for placeholder-token-1',
        }),
      {
        code: 'refused',
        mayHaveActed: false,
        status: 422,
        detail: 'event_id is missing for [redacted] / event_id is missing for [redacted]',
      },
    ],
    [
      'a refusal in the body of a good answer',
      (response) => sendJson(response, 200, { response_status: 404, user_message: 'Unknown' }),
      { code: 'refused', mayHaveActed: false, status: 404, inBody: true, detail: 'Unknown' },
    ],
    [
      'another status in the body',
      (response) => sendJson(response, 200, { response_status: 500, items_processed: 3 }),
      { code: 'mismatched', mayHaveActed: true, status: 500, inBody: true },
    ],
    [
      'a rate limit',
      (response) => sendJson(response, 429, { message: 'Slow' }, { 'retry-after': '2' }),
      {
        code: 'rate_limited',
        mayHaveActed: false,
        status: 429,
        detail: 'Slow',
        retryAfterMs: 2000,
      },
    ],
    [
      'an error of the server',
      (response) => sendJson(response, 500, {}),
      { code: 'server_error', mayHaveActed: true, status: 500 },
    ],
    [
      'an error page',
      (response) => response.writeHead(502).end('<html>Bad gateway</html>'),
      { code: 'server_error', mayHaveActed: true, status: 502 },
    ],
    [
      'a page with status 200',
      (response) => response.end('<html>Welcome</html>'),
      { code: 'unreadable', mayHaveActed: true, status: 200 },
    ],
    [
      'a redirect',
      (response) => response.writeHead(302, { location: 'https://evil.example/' }).end(),
      { code: 'redirected', mayHaveActed: true, status: 302 },
    ],
    [
      'a connection that ends',
      (response) => response.destroy(),
      { code: 'interrupted', mayHaveActed: true, cause: 'UND_ERR_SOCKET' },
    ],
    [
      'an answer without end',
      (response) => response.end('x'.repeat(1_000_001)),
      { code: 'too_large', mayHaveActed: true, cause: 'MAX_RESPONSE_BYTES' },
    ],
  ])('tells %s and does not send again', async (_, answer, failure) => {
    const { client, paths } = await startDoo(answer);
    expect(await client.init('orders', BODY)).toEqual({ ok: false, failure });
    expect(paths()).toEqual(['/v1/oauth', '/v1/webhooks/init/orders']);
  });

  it('cannot tell what doo did when no answer comes in time', async () => {
    const { client, paths } = await startDoo(() => undefined, { timeouts: { callMs: 300 } });
    expect(await client.init('orders', BODY)).toMatchObject({
      failure: { code: 'timed_out', mayHaveActed: true },
    });
    expect(paths()).toEqual(['/v1/oauth', '/v1/webhooks/init/orders']);
  });

  it('does not send again after a 401, but gets a new token for the next call', async () => {
    const { client, paths, requests } = await startDoo((response, request, count) =>
      count === 1 ? sendJson(response, 401, {}) : accept(response, request, count),
    );
    expect(await client.init('orders', BODY)).toEqual({
      ok: false,
      failure: { code: 'unauthorized', mayHaveActed: false, status: 401 },
    });
    expect(paths()).toEqual(['/v1/oauth', '/v1/webhooks/init/orders']);
    expect((await client.init('orders', BODY)).ok).toBe(true);
    expect(requests.at(-1)?.headers.authorization).toBe('Bearer placeholder-token-2');
  });

  it.each<[string, Answerer, object]>([
    [
      'are refused',
      (response) =>
        sendJson(response, 400, {
          error: 'invalid_client',
          error_description: 'placeholder-client-secret',
        }),
      { code: 'unauthorized', status: 400, detail: 'invalid_client / [redacted]' },
    ],
    [
      'meet a rate limit',
      (response) => sendJson(response, 429, {}, { 'retry-after': '1' }),
      { code: 'rate_limited', status: 429, retryAfterMs: 1000 },
    ],
    [
      'meet an error',
      (response) => sendJson(response, 500, {}),
      { code: 'unreachable', status: 500, cause: 'server_error' },
    ],
    [
      'bring an answer without a token',
      (response) => sendJson(response, 200, { data: {} }),
      { code: 'unreachable', cause: 'unreadable' },
    ],
    [
      'bring a token that no header can carry',
      (response) => sendJson(response, 200, { data: { access_token: 'a\r\nb' } }),
      { code: 'unreachable', cause: 'unreadable' },
    ],
  ])('does not ask doo when the client credentials %s', async (_, token, facts) => {
    const { client, paths } = await startDoo(accept, { token });
    expect(await client.init('orders', BODY)).toEqual({
      ok: false,
      failure: { mayHaveActed: false, ...facts },
    });
    expect(paths()).toEqual(['/v1/oauth']);
  });
});

describe('authenticate', () => {
  it('gets a token once', async () => {
    const { client, paths } = await startDoo(accept);
    expect(await client.authenticate()).toEqual({ ok: true, value: undefined });
    expect(await client.authenticate()).toEqual({ ok: true, value: undefined });
    expect(paths()).toEqual(['/v1/oauth']);
  });

  it('reads the documented answer', async () => {
    const { client } = await startDoo(accept, {
      token: (response) => sendJson(response, 200, readFixture('oauth-token.json')),
    });
    expect((await client.authenticate()).ok).toBe(true);
  });

  it('tells a refusal, and asks again the next time', async () => {
    const { client } = await startDoo(accept, {
      token: (response, request, count) =>
        count === 1 ? sendJson(response, 401, {}) : sendToken(response, request, count),
    });
    expect(await client.authenticate()).toMatchObject({ failure: { code: 'unauthorized' } });
    expect((await client.authenticate()).ok).toBe(true);
  });
});

describe('createDooClient', () => {
  const options = {
    restUrl: 'https://rest.doo.net/v1',
    graphqlUrl: 'https://gql.doo.net',
    credentials: CREDENTIALS,
    allowLoopback: false,
    callIntervalMs: 1000,
  };

  it.each(['restUrl', 'graphqlUrl'])('refuses a %s that is not of doo', (name) => {
    for (const url of ['https://evil.example', 'http://127.0.0.1:8', 'https://a:b@doo.net']) {
      expect(() => createDooClient({ ...options, [name]: url })).toThrow(UntrustedUrlError);
    }
  });

  it('says how long one init may take, with a token call before it', () => {
    expect(createDooClient(options).maxInitMs).toBe(62_000);
    expect(createDooClient({ ...options, timeouts: { callMs: 5000 } }).maxInitMs).toBe(12_000);
  });

  it('spaces all its calls, the token call too', async () => {
    const clock = createManualClock();
    const { client } = await startDoo(accept, { clock, callIntervalMs: 1000 });
    await Promise.all([client.init('orders', BODY), client.init('orders', BODY)]);
    expect(clock.now()).toBe(2000);
  });

  it('shares a pace with other clients of the same API key', async () => {
    const clock = createManualClock();
    const pace = createPace({ intervalMs: 1000, clock });
    const clients = await Promise.all([1, 2].map(() => startDoo(accept, { clock, pace })));
    await Promise.all(clients.map(({ client }) => client.init('orders', BODY)));
    expect(clock.now()).toBe(3000);
  });
});
