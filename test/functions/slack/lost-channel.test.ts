import { enter, openForm, submit } from '@doo-repush/sandbox/driver';
import type { Channel } from '@doo-repush/sandbox/slack/workspace/model';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { archiveChannel } from '@doo-repush/sandbox/slack/workspace/workspace';
import { afterEach, describe, expect, test } from 'vitest';
import { failedDeliveries } from '../../support/failed-deliveries.ts';
import { acmeOrders } from '../../support/product.ts';
import { productForFile } from '../../support/product-for-file.ts';
import { ANSWERS_KEPT_MS } from '../../support/requests.ts';

const product = productForFile();

const approvals = (): Channel => {
  const channel = product().slack.workspace.channel(people.approvals);
  if (channel === undefined) throw new Error('no channel');
  return channel;
};

afterEach(() => {
  expect(failedDeliveries(product())).toEqual([]);
  const channel = approvals();
  channel.kind = 'public';
  delete channel.archived;
  for (const id of [people.botUser, people.requester])
    if (!channel.members.includes(id)) channel.members.push(id);
});

const leave = () => {
  approvals().members = approvals().members.filter((id) => id !== people.botUser);
};
const refusing = (error: string) => () => {
  for (const method of ['conversations.members', 'conversations.history'])
    product().slack.faults.add({ method, fault: { error }, times: 20 });
};
const TODO = {
  not_in_channel: `This app isn't in <#${people.approvals}>. Invite it`,
  channel_not_found: 'Have someone invite the app',
  is_archived: `<#${people.approvals}> is archived. Have it unarchived`,
} as const;

const ways: readonly (readonly [string, () => void, string])[] = [
  ['the app is not in it', refusing('not_in_channel'), TODO.not_in_channel],
  ['it is gone', refusing('channel_not_found'), TODO.channel_not_found],
  ['it is archived', refusing('is_archived'), TODO.is_archived],
  [
    'it is private and the app was put out of it',
    () => {
      leave();
      approvals().kind = 'private';
    },
    TODO.channel_not_found,
  ],
];

/** Everything that a person is told in response to an action, once `worker` is idle. */
async function told(userId: string, act: () => Promise<unknown>): Promise<string> {
  const { client } = product().slack;
  const before = client.ephemerals(userId).length;
  await act();
  await product().lambda.idle();
  return client
    .ephemerals(userId)
    .slice(before)
    .map(({ text }) => text)
    .join('\n');
}

const command = (userId: string, text: string) =>
  told(userId, () => product().slack.client.command(userId, '/doo-repush', text, people.general));

describe.each(ways)('the approval channel cannot be read since %s:', (_, lose, todo) => {
  const lost = () => {
    product().clock.advance(ANSWERS_KEPT_MS);
    lose();
  };
  const expectSaid = (words: string) => {
    expect(words).toContain(todo);
    expect(words).not.toMatch(/in a moment/i);
  };

  test.for(['', '41231', 'history', 'export'])('the command says so (%s)', async (text) => {
    lost();
    expectSaid(await command(people.requester, text));
  });

  test.for(['history', 'export'])('worker says so to an approver (%s)', async (text) => {
    lost();
    expectSaid(await command(people.approver, text));
  });

  test.for([people.requester, people.approver])('the Home tab of %s says so', async (userId) => {
    lost();
    const { client } = product().slack;
    await client.openHome(userId);
    const first = JSON.stringify(client.home(userId)?.view.blocks);
    await product().hosts.worker.invoke({ v: 1, task: 'home', userId });
    const filled = JSON.stringify(client.home(userId)?.view.blocks);
    for (const words of [first, filled]) expectSaid(words);
  });

  test('the form says so at its reason, without a mention', async () => {
    await openForm(product(), people.requester);
    await enter(product(), people.requester, acmeOrders);
    lost();
    const { errors } = await submit(product(), people.requester);
    expect(errors.reason).toContain('Not sent for approval.');
    expectSaid(
      String(errors.reason)
        .replace('the approval channel', `<#${people.approvals}>`)
        .replace('The approval channel', `<#${people.approvals}>`),
    );
    expect(errors.reason).not.toContain('<#');
  });
});

test('an archived channel, which removes the app, is reported as archived or as left', async () => {
  product().clock.advance(ANSWERS_KEPT_MS);
  archiveChannel(product().slack.workspace, people.approvals);
  const words = await command(people.approver, 'history');
  expect(words).toContain(TODO.not_in_channel);
});

test('any other error of Slack’s invites a retry', async () => {
  product().clock.advance(ANSWERS_KEPT_MS);
  refusing('fatal_error')();
  expect(await command(people.requester, '')).toContain('Try again in a moment.');
});
