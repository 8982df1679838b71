import { expect, test } from 'vitest';
import fixture from '../../../fixtures/doo/oauth-token.json' with { type: 'json' };
import { ACME_TEAM, configurationId, init, list, SUMMIT, startDoo, token } from '../running-doo.ts';

const GRANT = {
  client_id: 'placeholder-client-id',
  client_secret: 'placeholder-client-secret',
  grant_type: 'client_credentials',
};

type Grant = typeof fixture;

test('a token of the client credentials opens the other endpoints', async () => {
  const { doo } = await startDoo();
  const granted = await token<Grant>(doo, GRANT);
  expect(granted.status).toBe(200);
  expect(granted.body).toEqual({
    ...fixture,
    data: { access_token: expect.any(String), refresh_token: null },
  });
  const listed = await list(doo, ACME_TEAM, 1, { token: granted.body.data.access_token });
  expect(listed.status).toBe(200);
  expect(JSON.stringify(doo.calls)).not.toMatch(/placeholder|token-/);
});

test.each([
  ['a wrong secret', { ...GRANT, client_secret: 'placeholder-wrong' }, undefined, 401],
  ['an unknown client', { ...GRANT, client_id: 'placeholder-wrong' }, undefined, 401],
  ['another grant type', { ...GRANT, grant_type: 'password' }, undefined, 400],
  ['the API key of another client', GRANT, 'placeholder-globex-api-key', 401],
  ['an unknown API key', GRANT, 'placeholder-wrong', 403],
])('no token for %s', async (_, body, apiKey, status) => {
  const { doo } = await startDoo();
  expect((await token(doo, body, apiKey)).status).toBe(status);
});

test.each([
  ['an unknown token', { token: 'placeholder-wrong' }, 401],
  ['a token of another API key', { apiKey: 'placeholder-globex-api-key' }, 401],
  ['an unknown API key', { apiKey: 'placeholder-wrong' }, 403],
])('a call with %s is refused', async (_, credentials, status) => {
  const { doo } = await startDoo();
  expect((await list(doo, ACME_TEAM, 1, credentials)).status).toBe(status);
  const body = {
    event_id: SUMMIT,
    webhook_configuration_id: configurationId(doo, 'CRM production'),
  };
  expect((await init(doo, 'orders', body, credentials)).status).toBe(status);
  expect(doo.runs()).toEqual([]);
});

test('revoked tokens are answered with 401 until a new one is asked for', async () => {
  const { doo } = await startDoo();
  const old = (await token<Grant>(doo, GRANT)).body.data.access_token;
  doo.revokeTokens();
  expect((await list(doo, ACME_TEAM, 1, { token: old })).status).toBe(401);
  const renewed = (await token<Grant>(doo, GRANT)).body.data.access_token;
  expect((await list(doo, ACME_TEAM, 1, { token: renewed })).status).toBe(200);
  expect((await list(doo, ACME_TEAM)).status).toBe(200);
});
