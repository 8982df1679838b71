import { expect, test } from 'vitest';
import standard from '../../../fixtures/doo/list-webhooks-standard.json' with { type: 'json' };
import { ACME_TEAM, GLOBEX_CREDENTIALS, list, startDoo } from '../running-doo.ts';

interface Page {
  readonly _embedded: {
    readonly webhooks: readonly {
      readonly id: string;
      readonly name: string;
      readonly hooks: readonly { readonly type: string; readonly origin?: unknown }[];
    }[];
  };
  readonly page: number;
  readonly page_count: number;
  readonly page_size: number;
  readonly total_items: number;
}

test('a team with 30 configurations has a page of 25 and a page of 5', async () => {
  const { doo } = await startDoo();
  const first = (await list<Page>(doo, ACME_TEAM)).body;
  const second = (await list<Page>(doo, ACME_TEAM, 2)).body;
  expect([first.page, first.page_count, first.page_size, first.total_items]).toEqual([
    1, 2, 25, 30,
  ]);
  expect(second.page).toBe(2);
  const entries = [...first._embedded.webhooks, ...second._embedded.webhooks];
  expect(first._embedded.webhooks).toHaveLength(25);
  expect(new Set(entries.map(({ id }) => id)).size).toBe(30);
});

test('a page has the fields of the documented example, secrets included', async () => {
  const { doo } = await startDoo();
  const { body } = await list<Page>(doo, ACME_TEAM);
  const [entry] = body._embedded.webhooks;
  const [example] = standard._embedded.webhooks;
  expect(Object.keys(body).sort()).toEqual(Object.keys(standard).sort());
  expect(Object.keys(entry ?? {}).sort()).toEqual(Object.keys(example ?? {}).sort());
  expect(Object.keys(entry?.hooks[0] ?? {}).sort()).toEqual(['endpoint', 'method', 'type']);
  expect(JSON.stringify(entry)).toContain('placeholder-receiver-secret-crm');
});

test('GraphQL hooks have a query and 32 hex digits at the end of their type', async () => {
  const { doo } = await startDoo();
  const { _embedded } = (await list<Page>(doo, ACME_TEAM)).body;
  const hooks = _embedded.webhooks.find(({ name }) => name === 'Data warehouse')?.hooks ?? [];
  expect(hooks).toHaveLength(4);
  for (const hook of hooks) {
    expect(hook.type).toMatch(/^[a-z]+_[a-z]+_[0-9a-f]{32}$/);
    expect(hook.origin).toMatchObject({
      method: 'POST',
      body: expect.stringContaining('%EVENT_ID%'),
    });
  }
});

test.each([
  ['an unknown team', '9999', 1, {}, 404],
  ['the team of an organization that is not the client’s', ACME_TEAM, 1, GLOBEX_CREDENTIALS, 403],
  ['a page below 1', ACME_TEAM, 0, {}, 422],
])('%s is refused', async (_, teamId, page, credentials, status) => {
  const { doo } = await startDoo();
  expect((await list(doo, teamId, page, credentials)).status).toBe(status);
});
