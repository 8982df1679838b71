import { cards } from '@doo-repush/sandbox/headless';
import { addMessage } from '@doo-repush/sandbox/slack/messages';
import type { ViewRecord } from '@doo-repush/sandbox/slack/model';
import { people } from '@doo-repush/sandbox/slack/people';
import { afterEach, expect, test } from 'vitest';
import { failedDeliveries } from '../../support/failed-deliveries.ts';
import { logged } from '../../support/log-lines.ts';
import { productForFile } from '../../support/product-for-file.ts';
import { ask } from '../../support/requests.ts';

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

const wordsOfHome = async (userId: string) => JSON.stringify((await home(userId)).view.blocks);

test('the Home tab lists the newest requests', async () => {
  await ask(product());
  expect(await wordsOfHome(people.requester)).toContain('Waiting for approval');
});

test.for(['http_500', 'hang'] as const)(
  'it is published without them while Slack does not show the channel (%s)',
  async (fault) => {
    product().slack.faults.add({ method: 'conversations.history', fault });
    const words = await wordsOfHome(people.requester);
    expect(words).toContain('The newest requests could not be read just now');
    expect(words).toContain('Ask for a repush');
    expect(words).not.toContain('Waiting for approval');
  },
);

test('it looks for them in no more than three pages of the channel', async () => {
  const { workspace } = product().slack;
  const author = { user: people.approver };
  for (let index = 0; index < 350; index++)
    addMessage(workspace, people.approvals, author, { text: 'Good morning' });
  const before = readsOf();
  expect(cards(product())).toHaveLength(1);
  expect(await wordsOfHome(people.requester)).toContain('No recent requests.');
  expect(readsOf() - before).toBe(3);
});

test('people who may neither ask nor decide see none', async () => {
  const before = readsOf();
  expect(await wordsOfHome(people.guest)).toContain('You may not ask for a repush here.');
  expect(readsOf()).toBe(before);
});

test('what stands in the way of the button is told directly, even when there is no time left', async () => {
  const { slack, secrets, hosts } = product();
  await hosts.slack.killAll();
  const { view } = await home(people.requester);
  secrets.faults.add({ operation: 'GetSecretValue', fault: 'hang', times: 2 });
  await slack.client.press(people.requester, view.id, { blockId: 'ask', actionId: 'ask' });
  const told = slack.client.directMessages(people.requester).map(({ text }) => text);
  expect(told).toEqual([expect.stringContaining('The form could not be opened.')]);
  expect(logged(product(), 'private_answer_failed')).toEqual([]);
});
