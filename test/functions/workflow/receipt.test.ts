import { cards, click, enter, openForm, submit } from '@doo-repush/sandbox/driver';
import type { Sandbox } from '@doo-repush/sandbox/sandbox';
import type { Message } from '@doo-repush/sandbox/slack/workspace/model';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { expect, test } from 'vitest';
import { failedDeliveries } from '../../support/failed-deliveries.ts';
import { startOverKept } from '../../support/kept-product.ts';
import { logged } from '../../support/log-lines.ts';
import { acmeOrders } from '../../support/product.ts';
import { ask, MINUTE_MS, press } from '../../support/requests.ts';

const { requester } = people;

/** What tells the requester that the card stands: privately where they asked, and directly. */
function receipts({ slack: { client } }: Sandbox) {
  const isReceipt = ({ text }: { readonly text: string }) => text.startsWith('Sent for approval');
  return {
    where: client.ephemerals(requester).filter(isReceipt),
    direct: client.directMessages(requester).filter(isReceipt),
  };
}

function latest(sandbox: Sandbox): Message {
  const card = cards(sandbox).at(-1);
  if (card === undefined) throw new Error('No card was posted');
  return card;
}

/** Fills in and submits the open form, and waits until the request only waits. */
async function fillAndSubmit(sandbox: Sandbox): Promise<void> {
  await enter(sandbox, requester, acmeOrders);
  expect(await submit(sandbox, requester)).toMatchObject({ outcome: 'closed' });
  await sandbox.lambda.idle();
  expect(failedDeliveries(sandbox)).toEqual([]);
}

test('goes to the requester alone, where the command was typed, with a link to the card', async () => {
  const sandbox = await startOverKept();
  await sandbox.slack.client.command(requester, '/doo-repush', '', people.general);
  expect(receipts(sandbox).where).toEqual([]);
  await fillAndSubmit(sandbox);
  const [card] = cards(sandbox);
  const { where, direct } = receipts(sandbox);
  expect(where).toMatchObject([{ channelId: people.general }]);
  expect(where[0]?.text).toContain(`/archives/${people.approvals}/p${card?.ts.replace('.', '')}|`);
  expect(where[0]?.text).toContain('Orders of 41231');
  expect(direct).toEqual([]);
});

test('goes out only when the card stands', async () => {
  const sandbox = await startOverKept();
  sandbox.slack.faults.add({ method: 'chat.postMessage', fault: { error: 'is_archived' } });
  await openForm(sandbox, requester);
  await fillAndSubmit(sandbox);
  expect(cards(sandbox)).toEqual([]);
  expect(receipts(sandbox)).toEqual({ where: [], direct: [] });
});

test('of a form from the Home tab or the shortcut that is everywhere is a direct message', async () => {
  const sandbox = await startOverKept();
  await sandbox.slack.client.shortcut(requester, 'repush');
  await fillAndSubmit(sandbox);
  expect(receipts(sandbox)).toMatchObject({ where: [], direct: [{}] });
});

test('goes where the shortcut of a message or Run again was used', async () => {
  const sandbox = await startOverKept();
  const { client } = sandbox.slack;
  const said = client.say(people.approver, people.approvals, 'Event 41231 misses webhooks');
  await client.shortcut(requester, 'repush_message', { channelId: people.approvals, ts: said.ts });
  await fillAndSubmit(sandbox);
  expect(receipts(sandbox)).toMatchObject({ where: [{}], direct: [] });

  const done = await press(sandbox, people.approver, latest(sandbox), 'approve');
  await click(sandbox, requester, done, 'again');
  await fillAndSubmit(sandbox);
  expect(receipts(sandbox)).toMatchObject({ where: [{}, {}], direct: [] });
});

test.for([
  [
    'the half hour of the response URL is over',
    (sandbox: Sandbox) => sandbox.clock.advance(31 * MINUTE_MS),
  ],
  [
    'Slack fails there',
    ({ slack }: Sandbox) =>
      slack.faults.add({ method: 'response_url', fault: 'http_500', times: 9 }),
  ],
] as const)('is a direct message once %s', async ([, happens]) => {
  const sandbox = await startOverKept();
  await openForm(sandbox, requester);
  await enter(sandbox, requester, acmeOrders);
  happens(sandbox);
  await fillAndSubmit(sandbox);
  sandbox.slack.faults.clear();
  expect(receipts(sandbox)).toMatchObject({ where: [], direct: [{}] });
  expect(cards(sandbox)).toHaveLength(1);
});

test('takes a plain form where Slack refuses its blocks', async () => {
  const sandbox = await startOverKept();
  sandbox.slack.faults.add({ method: 'response_url', fault: { error: 'invalid_blocks' } });
  await openForm(sandbox, requester);
  await fillAndSubmit(sandbox);
  expect(receipts(sandbox)).toMatchObject({ where: [{}], direct: [] });
});

test('never holds up a decision, fails a request, or shows its address in a log', async () => {
  const sandbox = await startOverKept();
  sandbox.slack.faults.add({ method: 'response_url', fault: 'hang', times: 9 });
  const card = await ask(sandbox);
  expect(receipts(sandbox)).toEqual({ where: [], direct: [] });
  expect((await press(sandbox, people.approver, card, 'approve')).text).toContain('Accepted');
  const urls = sandbox.slack.workspace.state.responseUrls.map(({ id }) => id);
  expect(urls.length).toBeGreaterThan(0);
  for (const { line } of sandbox.logs) for (const id of urls) expect(line).not.toContain(id);
  expect(logged(sandbox, 'listener_failed')).toEqual([]);
});
