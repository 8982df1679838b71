import { createLimits } from '@doo-repush/sandbox/doo/api/limits';
import { expect, test } from 'vitest';
import { ACME_TEAM, GLOBEX_CREDENTIALS, list, START_MS, startDoo } from '../running-doo.ts';

test('two calls of one API key within a second: the second is answered with 429', async () => {
  const { doo, clock } = await startDoo({ limits: {} });
  expect((await list(doo, ACME_TEAM)).status).toBe(200);
  const refused = await list(doo, ACME_TEAM);
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, null]);
  expect((await list(doo, '7102', 1, GLOBEX_CREDENTIALS)).status).toBe(200);
  clock.advance(1000);
  expect((await list(doo, ACME_TEAM)).status).toBe(200);
});

test('Retry-After is sent where it is switched on', async () => {
  const { doo } = await startDoo({ limits: { retryAfter: true, tellsLeft: false } });
  await list(doo, ACME_TEAM);
  expect((await list(doo, ACME_TEAM)).headers.get('retry-after')).toBe('1');
});

test('the limit per second can be switched off and on while the peer runs', async () => {
  const { doo } = await startDoo({ limits: {} });
  doo.limits.change({ perSecond: null });
  await list(doo, ACME_TEAM);
  expect((await list(doo, ACME_TEAM)).status).toBe(200);
  doo.limits.change({ perSecond: 1 });
  expect((await list(doo, ACME_TEAM)).status).toBe(429);
});

test('a used-up day is refused until midnight UTC', () => {
  let nowMs = START_MS;
  const settings = { perSecond: null, perDay: 3, retryAfter: true, tellsLeft: false };
  const limits = createLimits({ now: () => nowMs }, settings);
  expect([1, 2, 3].map(() => limits.admit('placeholder-api-key'))).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  const hoursLeft = 15;
  expect(limits.admit('placeholder-api-key')).toMatchObject({
    status: 429,
    body: { message: 'Limit Exceeded' },
    headers: { 'retry-after': String(hoursLeft * 3600) },
  });
  nowMs += hoursLeft * 3_600_000;
  expect(limits.admit('placeholder-api-key')).toBeUndefined();
});

test('calls that are refused for their pace do not count for the day', () => {
  const limits = createLimits(
    { now: () => START_MS },
    { perSecond: 1, perDay: 2, retryAfter: false, tellsLeft: false },
  );
  limits.admit('placeholder-api-key');
  limits.admit('placeholder-api-key');
  expect(limits.dayCounts()).toMatchObject([{ count: 1 }]);
});
