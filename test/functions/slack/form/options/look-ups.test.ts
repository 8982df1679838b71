import { enter, type Offer, offers, openForm, submit } from '@doo-repush/sandbox/driver';
import { SECRET_IDS } from '@doo-repush/sandbox/function-settings';
import type { Sandbox } from '@doo-repush/sandbox/sandbox';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { failedDeliveries } from '../../../../support/failed-deliveries.ts';
import { sendJson, startLocalServer } from '../../../../support/local-server.ts';
import { acmeOrders, replaceSecret, startProduct } from '../../../../support/product.ts';
import { productForFile } from '../../../../support/product-for-file.ts';
import { changedInteraction, signedHeaders } from '../../../../support/raw-delivery.ts';
import { ANSWERS_KEPT_MS } from '../../../../support/requests.ts';

/** Longer than a secret serves before it is read again. */
const SECRETS_TTL_MS = 5 * 60_000 + 1_000;

const product = productForFile();

beforeEach(async () => {
  product().clock.advance(ANSWERS_KEPT_MS);
  await openForm(product(), people.requester);
});
afterEach(async () => {
  expect(failedDeliveries(product())).toEqual([]);
  const { client } = product().slack;
  const view = client.openView(people.requester);
  if (view !== undefined) await client.close(people.requester, view.view.id);
});

const textsOf = (found: readonly Offer[]) => found.map(({ text }) => text);
/** The choice apart from the list that every list of configurations ends with. */
const all = { value: '*', text: 'All systems' };
const isLine = ({ value }: Offer) => value.startsWith('line:');
const organizations = (query: string, sandbox: Sandbox = product()) =>
  offers(sandbox, people.requester, 'organization', query);
const configurations = (query: string, sandbox: Sandbox = product()) =>
  offers(sandbox, people.requester, 'configuration', query);

describe('the look-up of organizations', () => {
  test.for([
    ['', ['Acme Conferences', 'Globex Events', 'Initech Meetups']],
    ['glo', ['Globex Events']],
    ['  EVENTS ', ['Globex Events']],
    ['5103', ['Initech Meetups']],
  ] as const)('finds by part of a name or by id: "%s"', async ([query, expected]) => {
    expect(textsOf(await organizations(query))).toEqual(expected);
  });

  test('says that nothing matches', async () => {
    const found = await organizations('zebra');
    expect(textsOf(found)).toEqual(['No matches for "zebra"']);
    expect(found.every(isLine)).toBe(true);
  });

  test('says how many more match than Slack shows, and typing finds every one', async () => {
    const sandbox = await startProduct();
    const many = Array.from({ length: 900 }, (_, index) => ({
      name: `Branch ${String(index + 1).padStart(3, '0')}`,
      organizationId: 70_001 + index,
      teamId: String(80_001 + index),
    }));
    const secret = { ...sandbox.doo.secret(), organizations: many };
    const bytes = Buffer.byteLength(JSON.stringify(secret));
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThanOrEqual(65_536);
    replaceSecret(sandbox, SECRET_IDS.doo, secret);
    await openForm(sandbox, people.requester);

    const found = await organizations('branch', sandbox);
    expect(found).toHaveLength(100);
    expect(found.at(0)?.text).toBe('Branch 001');
    expect(found.at(-1)?.text).toBe('801 more. Keep typing…');
    expect(found.filter(isLine)).toHaveLength(1);
    expect(textsOf(await organizations('branch 250', sandbox))).toEqual(['Branch 250']);
    expect(textsOf(await organizations('70900', sandbox))).toEqual(['Branch 900']);
    expect((await organizations('Branch 2', sandbox)).filter(isLine)).toEqual([]);
    expect(failedDeliveries(sandbox)).toEqual([]);
  });
});

test.for([
  ['organization', 'organization', 'Acme Conferences'],
  ['configuration', 'configuration:5101', 'CRM production'],
] as const)(
  'a look-up (%s) without typed text shows everything',
  async ([actionId, blockId, first]) => {
    const { slack, clock } = product();
    await enter(product(), people.requester, { organization: 'Acme' });
    const viewId = slack.client.openView(people.requester)?.view.id ?? '';
    const asked = await slack.client.suggest(people.requester, viewId, { blockId, actionId }, 'x');
    const body = changedInteraction(
      asked.delivery?.body ?? '',
      ({ value: _typed, ...payload }) => payload,
    );
    const answer = await slack.client.deliver(body, signedHeaders(body, { nowMs: clock.now() }));
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body).options[0].text.text).toBe(first);
  },
);

describe('the look-up of configurations', () => {
  test('asks for an organization first', async () => {
    const found = await configurations('');
    expect(textsOf(found)).toEqual(['Pick an organization first']);
    expect(found.every(isLine)).toBe(true);
  });

  test('finds by part of a name or of an endpoint host', async () => {
    await enter(product(), people.requester, { organization: 'Acme' });
    expect(textsOf(await configurations('stag'))).toEqual(['CRM staging']);
    expect(textsOf(await configurations('warehouse.acme'))).toEqual(['Data warehouse']);
    expect(textsOf(await configurations('partner feed'))).toHaveLength(24);
    expect(textsOf(await configurations('zebra'))).toEqual(['No matches for "zebra"']);
  });

  test('shows the host of the endpoint beside the name', async () => {
    const { client } = product().slack;
    await enter(product(), people.requester, { organization: 'Acme' });
    const at = { blockId: 'configuration:5101', actionId: 'configuration' };
    const viewId = client.openView(people.requester)?.view.id ?? '';
    const { options } = await client.suggest(people.requester, viewId, at, 'CRM production');
    expect(options[0]?.description).toMatchObject({ text: 'crm.acme.example' });
  });

  test('offers those of the chosen organization only', async () => {
    await enter(product(), people.requester, { organization: 'Acme' });
    await enter(product(), people.requester, { organization: 'Globex' });
    const found = textsOf(await configurations(''));
    expect(found).toContain('Ticket sync <live>');
    expect(found).not.toContain('CRM production');
    expect(found).toHaveLength(4);
  });

  test('asks doo once for many letters that are typed', async () => {
    await enter(product(), people.requester, { organization: 'Initech' });
    const lists = () => product().doo.calls.filter(({ endpoint }) => endpoint === 'list').length;
    const before = lists();
    for (const query of ['', 'b', 'ba', 'bac']) await configurations(query);
    expect(lists()).toBe(before + 1);
  });

  test('marks configurations without webhooks for the resource, and the form refuses them', async () => {
    const sandbox = product();
    const { eventIds: _unneeded, ...entries } = acmeOrders;
    await enter(sandbox, people.requester, { ...entries, resource: 'contacts' });
    const found = await configurations('');
    const marked = found.filter(isLine);
    expect(textsOf(marked)).toContain('CRM staging (no contact webhooks)');
    expect(textsOf(found.filter((offer) => !isLine(offer)))).toEqual([
      'CRM production',
      'Newsletter',
      'All systems',
    ]);

    await enter(sandbox, people.requester, { configuration: 'CRM staging' });
    const { outcome, errors } = await submit(sandbox, people.requester);
    expect(outcome).toBe('errors');
    expect(errors).toEqual({
      'configuration:5101': "This system doesn't get contact webhooks. Pick another one.",
    });
  });

  test.for([
    ['list', 'status_401', 'Not loaded: doo refused our credentials (401)'],
    ['list', 'status_403', 'Not loaded: doo refused the call (403)'],
    ['list', 'status_500', 'Not loaded: doo hit an error while handling the call (500)'],
    ['list', 'html_200', "Not loaded: doo's answer couldn't be read (200)"],
    ['list', 'reset_before', 'Not loaded: the connection dropped'],
    ['list', 'refused', "Not loaded: doo couldn't be reached"],
    ['oauth', 'status_401', 'Not loaded: doo refused our credentials (401)'],
  ] as const)('says what is wrong when doo fails (%s: %s)', async ([endpoint, kind, words]) => {
    const sandbox = product();
    sandbox.doo.revokeTokens();
    await enter(sandbox, people.requester, { organization: 'Acme' });
    await sandbox.doo.faults.set(endpoint, { kind });
    const found = await configurations('');
    expect(found).toHaveLength(1);
    expect(found[0]?.text).toContain(words);
    expect(found.every(isLine)).toBe(true);

    await sandbox.doo.faults.clear();
    expect(textsOf(await configurations('CRM prod'))).toEqual(['CRM production']);
  });

  test.for([
    [3, "There may be more that doo doesn't list"],
    [130, 'More results. Keep typing…'],
  ] as const)('says so when doo repeats its first page of %s', async ([count, words]) => {
    const sandbox = await startProduct();
    const webhooks = Array.from({ length: count }, (_, index) => ({ id: index, name: 'CRM' }));
    const server = await startLocalServer(({ path }, response) =>
      sendJson(
        response,
        200,
        path.endsWith('/oauth')
          ? { data: { access_token: 'placeholder-token' } }
          : { _embedded: { webhooks }, page_count: 3, page: 1 },
      ),
    );
    replaceSecret(sandbox, SECRET_IDS.doo, { ...sandbox.doo.secret(), restUrl: server.url });
    await openForm(sandbox, people.requester);
    await enter(sandbox, people.requester, { organization: 'Acme' });
    for (const query of ['', 'c']) {
      const found = await configurations(query, sandbox);
      expect(found).toHaveLength(Math.min(count, 98) + 2);
      expect(found.at(-2)).toEqual({ value: 'line:more', text: words });
      expect(found.at(-1)).toEqual(all);
    }
    expect(server.requests.map(({ path }) => path.split('?')[1])).toEqual([
      undefined,
      'page=1',
      'page=2',
    ]);
    expect(failedDeliveries(sandbox)).toEqual([]);
  });

  test('answers in time when the doo secret comes late and doo does not answer', async () => {
    const sandbox = product();
    await enter(sandbox, people.requester, { organization: 'Acme' });
    await sandbox.doo.faults.set('list', { kind: 'hang' });
    sandbox.clock.advance(SECRETS_TTL_MS);
    sandbox.secrets.faults.add({ operation: 'GetSecretValue', fault: 'hang' });
    expect(textsOf(await configurations(''))).toEqual([
      "Not loaded: doo didn't answer in time. Type again to retry",
    ]);
  });

  test('reads on with every letter at one call a second, and asks for no page twice', async () => {
    const spaced = await startProduct({ settings: { DOO_CALL_INTERVAL_MS: '1000' } });
    await openForm(spaced, people.requester);
    await enter(spaced, people.requester, { organization: 'Acme' });

    const pages = () =>
      spaced.doo.calls.flatMap(({ endpoint, path }) =>
        endpoint === 'list' ? [path.split('page=')[1]] : [],
      );
    const more = { value: 'line:more', text: 'More results. Keep typing…' };

    const first = await configurations('', spaced);
    expect(first).toHaveLength(27);
    expect(first.slice(-2)).toEqual([more, all]);
    await spaced.doo.faults.set('list', { kind: 'status_429' }, { calls: 1 });
    expect(await configurations('', spaced)).toEqual(first);
    const whole = await configurations('', spaced);
    expect(whole.length).toBeGreaterThan(27);
    expect(whole.slice(0, 25)).toEqual(first.slice(0, 25));
    expect(whole).not.toContainEqual(more);
    expect(await configurations('', spaced)).toEqual(whole);
    expect(pages()).toEqual(['1', '2', '2']);
    expect(failedDeliveries(spaced)).toEqual([]);
  });
});
