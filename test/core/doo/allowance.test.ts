import {
  callsLeftIn,
  createAllowance,
  KEPT_BY_CHECKS,
  KEPT_FOR_SENDING,
} from '@doo-repush/core/doo/allowance';
import { describe, expect, it } from 'vitest';
import { entry, page, startDoo } from '../../support/doo-server.ts';
import { sendJson } from '../../support/local-server.ts';

const HOUR_MS = 3_600_000;

describe('the allowance of a day', () => {
  it('is what is left after the calls of this process, and whole on the next day', () => {
    let nowMs = Date.UTC(2026, 10, 25, 23);
    const allowance = createAllowance({ perDay: 3, now: () => nowMs });
    allowance.used();
    allowance.used();
    expect(allowance.left()).toBe(1);
    nowMs += HOUR_MS;
    expect(allowance.left()).toBe(3);
  });

  it('is what doo says, where doo says it', () => {
    const allowance = createAllowance({ perDay: 1_000, now: () => 0 });
    allowance.used();
    allowance.told(7);
    allowance.used();
    expect(allowance.left()).toBe(6);
  });

  it.each<[Record<string, string | string[]>, number | undefined]>([
    [{ 'x-ratelimit-remaining-day': '12' }, 12],
    [{ 'ratelimit-limit': '1000', 'ratelimit-remaining': '0' }, 0],
    [{ 'x-ratelimit-limit': '1000', 'x-ratelimit-remaining': '40' }, 40],
    [{ 'x-ratelimit-limit': '1', 'x-ratelimit-remaining': '0' }, undefined],
    [{ 'x-ratelimit-remaining': '0' }, undefined],
    [{ 'x-ratelimit-remaining-day': 'many' }, undefined],
    [{ 'x-ratelimit-remaining-day': ['1', '2'] }, undefined],
    [{}, undefined],
  ])('is read from %j as %s', (headers, left) => {
    expect(callsLeftIn(headers)).toBe(left);
  });
});

const BODY = { event_id: 41231, webhook_configuration_id: 'c0ffee' };
const KEPT = { ok: false, failure: { code: 'kept_for_sending', mayHaveActed: false } };

describe('the last calls of a day', () => {
  it.each([
    ['look-ups', {}, KEPT_FOR_SENDING],
    ['the check of a request', { keptCalls: KEPT_BY_CHECKS }, KEPT_BY_CHECKS],
  ])('are not used by %s, be it by a further page, and are by init', async (_of, options, kept) => {
    const allowance = createAllowance({ perDay: kept + 3, now: () => 0 });
    const { client, paths } = await startDoo(
      (response, { path }) =>
        path.includes('/init/')
          ? sendJson(response, 200, { items_processed: 1 })
          : sendJson(response, 200, page([entry(path)], { page_count: 9 })),
      { allowance },
    );
    expect(await client.listConfigurations('1', options)).toEqual(KEPT);
    expect(paths()).toHaveLength(3);
    expect(await client.listConfigurations('1', options)).toEqual(KEPT);
    expect(paths()).toHaveLength(3);
    for (let left = kept; left > 0; left--) await client.init('orders', BODY);
    expect(paths()).toHaveLength(kept + 3);
    expect(await client.init('orders', BODY)).toMatchObject({ ok: true });
  });

  it('are kept from titles, too', async () => {
    const allowance = createAllowance({ perDay: KEPT_FOR_SENDING, now: () => 0 });
    const { client, paths } = await startDoo(() => undefined, { allowance });
    expect(await client.eventTitles(['41231'])).toEqual(KEPT);
    expect(paths()).toEqual([]);
  });

  it('are kept as soon as an answer says that few are left', async () => {
    const { client, paths } = await startDoo((response) =>
      sendJson(response, 200, page([entry(1)]), { 'x-ratelimit-remaining-day': '100' }),
    );
    expect(await client.listConfigurations('1')).toMatchObject({ ok: true });
    expect(await client.listConfigurations('1')).toEqual(KEPT);
    expect(paths()).toHaveLength(2);
  });
});
