import { addMessage } from '@doo-repush/sandbox/slack/workspace/messages';
import type { ViewRecord } from '@doo-repush/sandbox/slack/workspace/model';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { afterEach, expect, test } from 'vitest';
import { failedDeliveries } from '../../support/failed-deliveries.ts';
import { logged } from '../../support/log-lines.ts';
import { productForFile } from '../../support/product-for-file.ts';
import { ask, SECRETS_KEPT_MS } from '../../support/requests.ts';
import { seedCards } from '../../support/seeded-ledger.ts';

const product = productForFile();

afterEach(() => expect(failedDeliveries(product())).toEqual([]));

const readsOf = () =>
  product().slack.calls.filter(({ method }) => method === 'conversations.history').length;

async function home(userId: string): Promise<ViewRecord> {
  const { client } = product().slack;
  await client.openHome(userId);
  const record = client.home(userId);
  if (record === undefined) throw new Error('No Home tab was published');
  return record;
}

/** The Home tab as first published; `worker` may have filled it since. */
async function wordsOfHome(userId: string): Promise<string> {
  const before = product().slack.calls.length;
  await product().slack.client.openHome(userId);
  const [first] = publishedSince(before);
  if (first === undefined) throw new Error('No Home tab was published');
  return first;
}

const publishedSince = (before: number) =>
  product()
    .slack.calls.slice(before)
    .filter(({ method }) => method === 'views.publish')
    .map(({ args }) => JSON.stringify(args.view));

/** The Home tab once `worker` is idle. */
async function filledWords(userId: string): Promise<string> {
  await product().lambda.idle();
  return JSON.stringify(product().slack.client.home(userId)?.view.blocks);
}

test('the Home tab lists requests at once, each with a link to its card', async () => {
  const { ts } = await ask(product());
  const before = readsOf();
  const words = await wordsOfHome(people.requester);
  expect(words).toMatch(/Your open requests.*Approval needed.*Recent requests/);
  expect(words).toContain(
    `https://sandbox.slack.example/archives/${people.approvals}/p${ts.replace('.', '')}`,
  );
  await product().lambda.idle();
  expect(readsOf() - before).toBe(1);
});

test('the Home tab shows an approver what awaits a decision', async () => {
  const words = await wordsOfHome(people.approver);
  expect(words).toMatch(/Waiting for you.*Approval needed/);
});

test.for(['http_500', 'hang'] as const)(
  'it is published without them while Slack does not show the channel, and then filled (%s)',
  async (fault) => {
    product().slack.faults.add({ method: 'conversations.history', fault });
    const words = await wordsOfHome(people.requester);
    expect(words).toContain('Reading the requests');
    expect(words).toContain('Ask for a repush');
    expect(words).not.toContain('Approval needed');
    expect(await filledWords(people.requester)).toContain('Approval needed');
  },
);

test('the Home tab says if Slack does not show the channel', async () => {
  product().slack.faults.add({
    method: 'conversations.history',
    fault: { error: 'fatal_error' },
    times: 2,
  });
  expect(await wordsOfHome(people.requester)).toContain('Reading the requests');
  expect(await filledWords(people.requester)).toContain("Some requests couldn't be read just now");
});

test('the Home tab says if worker could not be asked to read the rest', async () => {
  const { slack, lambda } = product();
  slack.faults.add({ method: 'conversations.history', fault: 'http_500' });
  lambda.faults.add({ operation: 'Invoke', fault: '500' });
  const { view } = await home(people.requester);
  expect(JSON.stringify(view.blocks)).toContain("Some requests couldn't be read just now");
});

test('worker finds what a busy channel hides from the first page', async () => {
  const { workspace } = product().slack;
  const author = { user: people.approver };
  for (let index = 0; index < 150; index++)
    addMessage(workspace, people.approvals, author, { text: 'Good morning' });
  const before = product().slack.calls.length;
  await home(people.requester);
  const words = await filledWords(people.requester);
  const published = publishedSince(before);
  expect(published.map((view) => view.includes('Approval needed'))).toEqual([false, true]);
  expect(words).toContain('Approval needed');
  expect(words).not.toContain('Reading the requests');
});

test('the Home tab shows no requests to people who may neither request nor decide', async () => {
  const before = readsOf();
  expect(await wordsOfHome(people.guest)).toContain("You don't have access yet.");
  await product().lambda.idle();
  expect(readsOf()).toBe(before);
});

test.for(['users.info', 'conversations.members'])(
  'it does not say that people may not ask while Slack cannot say who they are (%s)',
  async (method) => {
    const { slack, clock } = product();
    clock.advance(SECRETS_KEPT_MS);
    slack.faults.add({ method, fault: 'http_500', times: 5 });
    const words = await wordsOfHome(people.requester);
    slack.faults.clear();
    expect(words).toContain("Slack couldn't say who you are");
    expect(words).not.toContain("don't have access");
    expect(words).not.toContain('Approval needed');
  },
);

test('a failure of the button is reported directly, even after the deadline', async () => {
  const { slack, secrets, hosts } = product();
  await hosts.slack.killAll();
  const { view } = await home(people.requester);
  await product().lambda.idle();
  // What the new process read while it started is too old.
  product().clock.advance(5_000);
  secrets.faults.add({ operation: 'GetSecretValue', fault: 'hang', times: 2 });
  await slack.client.press(people.requester, view.id, { blockId: 'ask', actionId: 'ask' });
  const told = slack.client.directMessages(people.requester).map(({ text }) => text);
  expect(told).toEqual([expect.stringContaining("The form couldn't open.")]);
  expect(logged(product(), 'private_answer_failed')).toEqual([]);
});

test('the Home tab finds open requests as far back as an execution may run, behind any number of newer ones', async () => {
  const { slack, clock } = product();
  const daysAgo = (days: number) => clock.now() - days * 24 * 3_600_000;
  const oldest = {
    askedAtMs: daysAgo(35),
    state: { kind: 'waiting', expiresAtMs: daysAgo(21), buttonValue: '{}' },
    organizationName: 'Patient Conferences',
  } as const;
  const closed = {
    askedAtMs: daysAgo(32),
    state: { kind: 'expired', atMs: daysAgo(31) },
    requesterId: people.secondRequester,
  } as const;
  seedCards(slack.workspace, [oldest, ...Array(1_000).fill(closed)]);
  await home(people.requester);
  const words = await filledWords(people.requester);
  expect(words.includes('Patient Conferences')).toBe(true);
});
