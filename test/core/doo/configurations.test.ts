import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Answerer,
  entry,
  page,
  readFixture,
  sendToken,
  startDoo,
} from '../../support/doo-server.ts';
import { sendJson } from '../../support/local-server.ts';
import { createManualClock } from '../../support/manual-clock.ts';

function answerWith(body: unknown): Answerer {
  return (response) => sendJson(response, 200, body);
}

describe('listConfigurations', () => {
  it('reads the documented answer, which shows one of the five that it counts', async () => {
    const { client, requests } = await startDoo(
      answerWith(readFixture('list-webhooks-standard.json')),
    );
    const result = await client.listConfigurations('team/1');
    expect(result).toMatchObject({
      ok: true,
      value: {
        configurations: [
          {
            id: '<webhook_configuration_id>',
            name: '<webhook_configuration_name>',
          },
        ],
        complete: false,
        skipped: 0,
      },
    });
    if (!result.ok) return;
    expect(result.value.configurations[0]?.hooks).toHaveLength(7);
    expect(result.value.configurations[0]?.hooks[0]).toEqual({
      type: 'event_created',
      host: 'company.com',
    });
    expect(result.value.configurations[0]).not.toHaveProperty('description');
    expect(requests.at(-1)).toMatchObject({
      method: 'GET',
      path: '/v1/team/team%2F1/webhooks?page=1',
      headers: { authorization: 'Bearer placeholder-token-1', 'x-api-key': 'placeholder-api-key' },
    });
  });

  it('reads no further than the page that has the one that is wanted', async () => {
    const pages: Answerer = (response, request) => {
      const number = Number(new URL(`http://doo${request.path}`).searchParams.get('page'));
      sendJson(response, 200, page([entry(`c${number}`)], { page_count: 3, page: number }));
    };
    const { client, requests } = await startDoo(pages);
    const result = await client.listConfigurations('1', { wantedId: 'c2' });
    expect(result).toMatchObject({
      ok: true,
      value: { configurations: [{ id: 'c1' }, { id: 'c2' }], complete: false },
    });
    expect(requests.filter(({ path }) => path.includes('/webhooks'))).toHaveLength(2);
  });

  it('keeps the names that doo gives to hooks with GraphQL', async () => {
    const { client } = await startDoo(answerWith(readFixture('list-webhooks-graphql.json')));
    const result = await client.listConfigurations('1');
    const types = result.ok ? result.value.configurations[0]?.hooks.map((hook) => hook.type) : [];
    expect(types).toEqual([
      'event_created_92bd9a53281981160c955e339304b3e5',
      'event_updated_2104384af7e8434f0058ed57163b6f33',
    ]);
  });

  it.each(['list-webhooks-standard.json', 'list-webhooks-graphql.json'])(
    'keeps no secret and no address of %s',
    async (name) => {
      const text = JSON.stringify(readFixture(name))
        .replaceAll('<client_secret>', 'placeholder-canary')
        .replaceAll('https://company.com/', 'https://user:placeholder-canary@company.com/canary/');
      const { client } = await startDoo(answerWith(JSON.parse(text)));
      const result = JSON.stringify(await client.listConfigurations('1'));
      expect(result).toContain('company.com');
      for (const word of ['canary', 'credentials', 'authentication', 'origin', 'ACCESS_TOKEN']) {
        expect(result).not.toContain(word);
      }
    },
  );

  it('asks for every page and builds each address itself', async () => {
    const { client, paths } = await startDoo((response, _, count) => {
      const _links = { next: { href: 'https://api.staging1.doo.net/v1/elsewhere' } };
      sendJson(response, 200, page([entry(count)], { _links, page_count: 3, page: count }));
    });
    const result = await client.listConfigurations('1');
    expect(result).toMatchObject({ value: { complete: true } });
    expect(result.ok && result.value.configurations.map(({ id }) => id)).toEqual(['1', '2', '3']);
    expect(paths().slice(1)).toEqual(
      [1, 2, 3].map((number) => `/v1/team/1/webhooks?page=${number}`),
    );
  });

  it('lists a configuration once that moved to the next page', async () => {
    const { client } = await startDoo((response, _, count) =>
      sendJson(response, 200, page([entry('a'), entry(count)], { page_count: 2 })),
    );
    const result = await client.listConfigurations('1');
    expect(result.ok && result.value.configurations.map(({ id }) => id)).toEqual(['a', '1', '2']);
  });

  it('stops after 40 pages and says that there may be more', async () => {
    const { client, paths } = await startDoo((response, _, count) =>
      sendJson(response, 200, page([entry(count)], { page_count: 41 })),
    );
    expect(await client.listConfigurations('1')).toMatchObject({ value: { complete: false } });
    expect(paths()).toHaveLength(41);
  });

  it('stops when doo answers with another page than the one asked for', async () => {
    const { client, paths } = await startDoo(
      answerWith(page([entry('a')], { page_count: 3, page: 1 })),
    );
    expect(await client.listConfigurations('1')).toMatchObject({
      value: { configurations: [{ id: 'a' }], complete: false },
    });
    expect(paths()).toHaveLength(3);
  });

  it('ends for any number of pages that doo claims, even one that changes', async () => {
    const pageCount = fc.oneof(fc.nat(60), fc.maxSafeInteger(), fc.jsonValue());
    await fc.assert(
      fc.asyncProperty(fc.array(pageCount, { minLength: 1, maxLength: 3 }), async (counts) => {
        const { client, paths } = await startDoo((response, _, count) =>
          sendJson(response, 200, page([], { page_count: counts[count % counts.length] })),
        );
        expect((await client.listConfigurations('1')).ok).toBe(true);
        expect(paths().length).toBeLessThanOrEqual(41);
      }),
      { numRuns: 12 },
    );
  });

  it('does not call a list complete whose number of pages it cannot read', async () => {
    const { client } = await startDoo(answerWith(page([entry('a')], { page_count: 'some' })));
    expect(await client.listConfigurations('1')).toMatchObject({
      value: { configurations: [{ id: 'a' }], complete: false },
    });
  });

  it.each([
    page([], { page_count: 0 }),
    page([], { page_count: 0, page: 0, total_items: 0 }),
    { page_count: 1 },
    { page_count: 0, total_items: 0, _embedded: null },
    { page_count: 0, total_items: '0', _embedded: [] },
    { page_count: 1, total_items: 0, _embedded: {} },
    { page_count: 1, _embedded: { webhooks: null } },
  ])('reads an empty list: %j', async (body) => {
    const { client } = await startDoo(answerWith(body));
    expect(await client.listConfigurations('1')).toEqual({
      ok: true,
      value: { configurations: [], complete: true, skipped: 0 },
    });
  });

  it('leaves out what it cannot read, and counts it', async () => {
    const hooks = [{ type: 'order_created', endpoint: 'no address' }, { method: 'POST' }, null];
    const { client } = await startDoo(
      answerWith(
        page([
          entry(12, { hooks, description: null }),
          entry('b', { hooks: null }),
          { id: 'c', name: null, hooks: 'odd' },
          { id: 'd' },
          { name: 'no id' },
          { id: '' },
          'text',
        ]),
      ),
    );
    expect(await client.listConfigurations('1')).toEqual({
      ok: true,
      value: {
        configurations: [
          { id: '12', name: 'Configuration 12', hooks: [{ type: 'order_created', host: '' }] },
          { id: 'b', name: 'Configuration b', hooks: [] },
          { id: 'c', name: '(no name)', hooks: [] },
          { id: 'd', name: '(no name)', hooks: [] },
        ],
        complete: false,
        skipped: 6,
      },
    });
  });

  it.each([
    { message: 'hello' },
    [],
    5,
    { _embedded: { webhooks: {} }, page_count: 1 },
    { _embedded: {} },
    { page_count: 1, total_items: 3 },
    { page_count: 2, total_items: 0 },
  ])('does not take %j for a list', async (body) => {
    const { client } = await startDoo(answerWith(body));
    expect(await client.listConfigurations('1')).toMatchObject({
      failure: { code: 'unreadable' },
    });
  });

  it.each<[object, number, string]>([
    [{}, 500, 'server_error'],
    [{}, 429, 'rate_limited'],
    [{ message: 'hello' }, 200, 'unreadable'],
  ])(
    'tells the failure of a later page (%j, %i), or what it has when it has a deadline',
    async (body, status, code) => {
      const { client } = await startDoo((response, request) =>
        request.path.endsWith('page=1')
          ? sendJson(response, 200, page([entry('a')], { page_count: 2 }))
          : sendJson(response, status, body),
      );
      expect(await client.listConfigurations('1')).toMatchObject({ ok: false, failure: { code } });
      expect(await client.listConfigurations('1', { deadlineMs: 2_000 })).toMatchObject({
        ok: true,
        value: { configurations: [{ id: 'a' }], complete: false, nextPage: 2 },
      });
    },
  );

  it('tells what it has when the time ends on a later page', async () => {
    const { client } = await startDoo((response, _, count) => {
      if (count === 1) sendJson(response, 200, page([entry('a')], { page_count: 2 }));
    });
    expect(await client.listConfigurations('1', { deadlineMs: 300 })).toMatchObject({
      ok: true,
      value: { configurations: [{ id: 'a' }], complete: false, nextPage: 2 },
    });
  });

  it('goes on where an earlier call ended', async () => {
    const { client, paths } = await startDoo((response, request) => {
      const number = Number(request.path.split('=')[1]);
      sendJson(response, 200, page([entry(number), entry(`${number}b`)], { page_count: 4 }));
    });
    const from = {
      configurations: [{ id: 'a', name: 'Configuration a', hooks: [] }],
      complete: false,
      skipped: 2,
    };
    const list = await client.listConfigurations('1', { from: { ...from, nextPage: 3 } });
    expect(list).toMatchObject({ value: { complete: true, skipped: 2 } });
    expect(list.ok && list.value.configurations.map(({ id }) => id)).toEqual([
      'a',
      '3',
      '3b',
      '4',
      '4b',
    ]);
    expect(list.ok && list.value.nextPage).toBe(undefined);
    expect(
      paths()
        .slice(1)
        .map((path) => path.split('=')[1]),
    ).toEqual(['3', '4']);

    await client.listConfigurations('1', { from: { ...from, nextPage: 41 } });
    expect(paths()).toHaveLength(3);
    const anew = await client.listConfigurations('1', { from });
    expect(anew).toMatchObject({ value: { complete: true, skipped: 0 } });
    expect(paths().at(3)).toContain('page=1');
  });

  it('fails when the time ends before the first page, be it on the token', async () => {
    const slow = await startDoo(() => undefined);
    expect(await slow.client.listConfigurations('1', { deadlineMs: 100 })).toMatchObject({
      failure: { code: 'timed_out' },
    });
    const noToken = await startDoo(() => undefined, { token: () => undefined });
    expect(await noToken.client.listConfigurations('1', { deadlineMs: 50 })).toEqual({
      ok: false,
      failure: { code: 'timed_out', mayHaveActed: false },
    });
    expect(await noToken.client.listConfigurations('1', { deadlineMs: -1 })).toMatchObject({
      failure: { code: 'timed_out' },
    });
  });

  it('does not wait in the queue for longer than it may', async () => {
    const clock = { ...createManualClock(), sleep: () => new Promise<void>(() => undefined) };
    const { client, paths } = await startDoo(answerWith(page([])), {
      clock,
      callIntervalMs: 1000,
    });
    await client.authenticate();
    expect(await client.listConfigurations('1', { deadlineMs: 20 })).toEqual({
      ok: false,
      failure: { code: 'timed_out', mayHaveActed: false },
    });
    expect(paths()).toEqual(['/v1/oauth']);
  });
});

describe('listConfigurations after a 401', () => {
  it('renews the token and asks once more', async () => {
    const { client, paths, requests } = await startDoo((response, _, count) =>
      count === 1 ? sendJson(response, 401, {}) : sendJson(response, 200, page([entry('a')])),
    );
    expect((await client.listConfigurations('1')).ok).toBe(true);
    const list = '/v1/team/1/webhooks?page=1';
    expect(paths()).toEqual(['/v1/oauth', list, '/v1/oauth', list]);
    expect(requests.at(-1)?.headers.authorization).toBe('Bearer placeholder-token-2');
  });

  it('gives up after the second one', async () => {
    const { client, paths } = await startDoo((response) => sendJson(response, 401, {}));
    expect(await client.listConfigurations('1')).toMatchObject({
      failure: { code: 'unauthorized', status: 401 },
    });
    expect(paths()).toHaveLength(4);
  });

  it('does not ask without a token, at first or after a 401', async () => {
    const noToken = { token: ((response) => sendJson(response, 403, {})) satisfies Answerer };
    const first = await startDoo(answerWith(page([])), noToken);
    expect(await first.client.listConfigurations('1')).toMatchObject({
      failure: { code: 'unauthorized', status: 403 },
    });
    expect(first.paths()).toEqual(['/v1/oauth']);
    const token: Answerer = (response, request, count) =>
      count === 1 ? sendToken(response, request, count) : sendJson(response, 403, {});
    const later = await startDoo((response) => sendJson(response, 401, {}), { token });
    expect(await later.client.listConfigurations('1')).toMatchObject({
      failure: { code: 'unauthorized', status: 403 },
    });
    expect(later.paths()).toHaveLength(3);
  });

  it('does not ask again with a token that cannot be renewed', async () => {
    const credentials = { apiKey: 'placeholder-api-key', accessToken: 'placeholder-access-token' };
    const { client, paths } = await startDoo((response) => sendJson(response, 401, {}), {
      credentials,
    });
    expect(await client.listConfigurations('1')).toMatchObject({
      failure: { code: 'unauthorized' },
    });
    expect(paths()).toHaveLength(1);
  });
});
