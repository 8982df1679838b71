import { DRIFTS } from '@doo-repush/sandbox/doo/api/drifting-list';
import { SECRET_IDS } from '@doo-repush/sandbox/function-settings';
import type { Sandbox } from '@doo-repush/sandbox/sandbox';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { productForFile } from '../../support/product-for-file.ts';
import {
  ANSWERS_KEPT_MS,
  ask,
  askInVain,
  passTime,
  SECRETS_KEPT_MS,
  stateOf,
  submitted,
  wordsOf,
} from '../../support/requests.ts';

const product = productForFile();

afterEach(() => {
  const sandbox = product();
  rotate(sandbox, sandbox.doo.secret());
  sandbox.slack.faults.clear();
  const channel = sandbox.slack.workspace.channel(people.approvals);
  for (const userId of [people.requester, people.botUser])
    if (channel?.members.includes(userId) === false) channel.members.push(userId);
});

const NOBODY = 'No one but you could approve it. Ask an admin to name';

interface Row {
  readonly title: string;
  readonly change?: (sandbox: Sandbox) => unknown;
  readonly edit?: (payload: string, sandbox: Sandbox) => string;
  readonly words: readonly string[];
}

/** What the command says too, and the one remedy. */
const LOST = [
  [
    'not_in_channel',
    [`This app isn't in <#${people.approvals}>. Invite it: type /invite`, 'Then ask again.'],
  ],
  ['channel_not_found', ['Have someone invite the app', 'Then ask again.']],
  ['is_archived', [`<#${people.approvals}> is archived. Have it unarchived`, 'Then ask again.']],
] as const;

const ROWS: readonly Row[] = [
  {
    title: 'doo refuses the credentials',
    change: (sandbox) => {
      rotate(sandbox, sandbox.doo.secret());
      return sandbox.doo.faults.set('oauth', { kind: 'status_401' });
    },
    words: [
      'For Acme Conferences: doo refused our credentials (401)',
      'Ask an admin to renew the credentials in the doo secret.',
    ],
  },
  {
    title: 'doo refuses the list of configurations',
    change: ({ doo }) => doo.faults.set('list', { kind: 'status_403' }),
    words: ['For Acme Conferences: ', '(403)'],
  },
  {
    title: 'doo stays away for a minute',
    change: ({ doo }) => doo.faults.set('list', { kind: 'status_500' }),
    words: ['For Acme Conferences: ', '(500)', 'Try again later'],
  },
  {
    title: 'doo no longer has the configuration',
    edit: (payload, sandbox) =>
      payload.replaceAll(configurationId(sandbox, 'CRM production'), 'gone-since-then'),
    words: ["Acme Conferences's system was edited or removed in doo", 'Open the form again'],
  },
  ...DRIFTS.map((as) => ({
    title: `doo's list does not stand still, so that none can be told to be gone (${as})`,
    change: ({ doo }: Sandbox) => doo.faults.set('list', { kind: 'drifting', as }),
    edit: (payload: string, sandbox: Sandbox) =>
      payload.replaceAll(configurationId(sandbox, 'CRM production'), 'gone-since-then'),
    words: ["doo didn't list all systems of Acme Conferences. Try again later."],
  })),
  {
    title: 'the configuration has no webhooks for the resource',
    change: ({ clock }) => clock.advance(ANSWERS_KEPT_MS),
    edit: (payload, sandbox) =>
      payload.replaceAll(
        configurationId(sandbox, 'CRM production'),
        configurationId(sandbox, 'Newsletter'),
      ),
    words: ["Newsletter of Acme Conferences doesn't get these webhooks", 'another system'],
  },
  {
    title: 'the organization has left the doo secret',
    change: (sandbox) => {
      const secret = sandbox.doo.secret();
      const organizations = secret.organizations.filter(({ name }) => !name.startsWith('Acme'));
      rotate(sandbox, { ...secret, organizations });
    },
    words: ['The organization is no longer set up. Open the form again'],
  },
  {
    title: 'the doo secret is no JSON',
    change: (sandbox) => rotate(sandbox, 'not JSON'),
    words: ["We couldn't log in to doo. Ask an admin to check the doo secret."],
  },
  {
    title: 'the requester has left the approval channel',
    change: ({ slack }) => leave(slack, people.requester),
    words: ['Slack says you may not ask', 'Ask an admin.'],
  },
  {
    title: 'Slack cannot say who approves',
    change: ({ slack }) =>
      slack.faults.add({ method: 'usergroups.users.list', fault: 'http_500', times: 20 }),
    words: ["couldn't check it", 'Try again later.'],
  },
  ...LOST.map(([error, words]) => ({
    title: `Slack says of the approval channel: ${error}`,
    change: ({ slack }: Sandbox) => {
      for (const method of ['conversations.members', 'conversations.history'])
        slack.faults.add({ method, fault: { error }, times: 20 });
    },
    words,
  })),
  ...LOST.map(([error, words]) => ({
    title: `Slack takes no card for the approval channel: ${error}`,
    change: ({ slack }: Sandbox) =>
      slack.faults.add({
        method: 'chat.postMessage',
        fault: { error },
        times: 20,
        having: 'metadata',
      }),
    words: [`its card couldn't be posted in <#${people.approvals}>`, ...words],
  })),
  {
    title: 'the app has left the approval channel',
    change: ({ slack }) => leave(slack, people.botUser),
    words: [
      `its card couldn't be posted in <#${people.approvals}>`,
      `This app isn't in <#${people.approvals}>. Invite it: type /invite`,
      'Then ask again.',
    ],
  },
];

describe('a request that fails its check', () => {
  it.each(ROWS)(
    'tells the requester directly, and disturbs no approver: $title',
    async ({ change, edit, words }) => {
      const sandbox = product();
      const told = await askInVain(
        sandbox,
        () => change?.(sandbox),
        (payload) => edit?.(payload, sandbox) ?? payload,
      );
      for (const part of words) expect(told).toContain(part);
      expect(told).toMatch(/Your request wasn't sent for approval.* /);
      const reference = /Ref ([0-9A-F]{6})$/.exec(told)?.[1];
      expect(reference).toBeDefined();
      expect(sandbox.logs.some(({ line }) => line.includes(`"reference":"${reference}"`))).toBe(
        true,
      );
      expect(sandbox.doo.initCalls()).toEqual([]);

      await sandbox.lambda.idle();
      const { status, result } = sandbox.lambda.executions().at(-1) ?? {};
      expect(status).toBe('SUCCEEDED');
      expect(JSON.parse(result ?? '')).toMatchObject({ state: 'not_asked', reference });
    },
  );

  it.each([
    ['the only approver is the person who asks', [people.requester]],
    ['no approver is a full member', [people.guest, people.deactivated]],
  ])('tells the requester that nobody can approve: %s', async (_title, members) => {
    const sandbox = product();
    approversAre(sandbox, members);
    const told = await askInVain(sandbox, () => sandbox.clock.advance(ANSWERS_KEPT_MS));
    expect(told).toContain(NOBODY);
  });

  it.each([
    ['doo', ({ doo }: Sandbox) => doo.faults.set('list', { kind: 'status_500' }, { calls: 2 })],
    [
      'Slack',
      async ({ slack }: Sandbox) =>
        slack.faults.add({ method: 'usergroups.users.list', fault: 'http_500', times: 2 }),
    ],
  ])('passes after all if %s was only briefly unavailable', async (_title, trouble) => {
    const sandbox = product();
    await ask(sandbox);
    const started = sandbox.lambda.executions().length;
    const { client } = sandbox.slack;
    const told = client.directMessages(people.requester).length;
    const channel = () => client.messages(people.approvals);
    const before = channel().length;
    await trouble(sandbox);
    await submitted(sandbox);
    await passTime(sandbox, () => channel().length > before, { stepMs: 1_000 });
    expect(sandbox.lambda.executions()).toHaveLength(started + 1);
    expect(channel().slice(before).map(stateOf)).toEqual(['waiting']);
    const texts = client
      .directMessages(people.requester)
      .slice(told)
      .map(({ text }) => text);
    for (const text of texts)
      expect(text).toMatch(/^Heads up: this was already requested in the last 24 hours/);
  });
});

function rotate({ clock, secrets }: Sandbox, secret: object | string): void {
  secrets.set(SECRET_IDS.doo, secret);
  clock.advance(SECRETS_KEPT_MS);
}

function configurationId({ doo }: Sandbox, name: string): string {
  const found = doo.data.configurations.find((configuration) => configuration.name === name);
  if (found === undefined) throw new Error(`doo has no configuration ${name}`);
  return found.id;
}

/** Gives the group these members; the approver named individually has left. Lasts until the test ends. */
function approversAre({ slack }: Sandbox, members: readonly string[]): void {
  const approver = slack.workspace.user(people.approver);
  const group = slack.workspace.state.userGroups.find(({ id }) => id === people.approverGroup);
  if (approver === undefined || group === undefined) throw new Error('no approvers');
  const { users } = group;
  onTestFinished(() => {
    approver.deleted = false;
    group.users = users;
  });
  approver.deleted = true;
  group.users = [...members];
}

function leave({ workspace }: Sandbox['slack'], userId: string): void {
  const channel = workspace.channel(people.approvals);
  if (channel !== undefined) channel.members = channel.members.filter((id) => id !== userId);
}

describe('without anybody who can approve', () => {
  const nobody = productForFile({ settings: { APPROVERS: '' } });

  it('the requester is told so', async () => {
    expect(await askInVain(nobody(), () => undefined)).toContain(NOBODY);
  });

  it('a direct message whose response is lost is sent a few times at most', async () => {
    const sandbox = nobody();
    const { client, faults } = sandbox.slack;
    const before = client.directMessages(people.requester).length;
    faults.add({ method: 'chat.postMessage', fault: 'reset_after', times: 1_000 });
    await submitted(sandbox);
    await passTime(sandbox, () => sandbox.lambda.executions().at(-1)?.status !== 'RUNNING');
    const told = client.directMessages(people.requester).slice(before);
    expect(told.length).toBeGreaterThan(0);
    expect(told.length).toBeLessThanOrEqual(3);
  });
});

describe('a title of any length', () => {
  it('does not lose the request', async () => {
    const sandbox = product();
    const event = sandbox.doo.data.events.find(({ eventId }) => eventId === 41231);
    if (event === undefined) throw new Error('no event');
    const { title } = event;
    onTestFinished(() => void Object.assign(event, { title }));
    Object.assign(event, { title: 'Summit '.repeat(50_000) });
    const card = await ask(sandbox);
    expect(wordsOf(card)).toContain('41231 Summit Summit');
  });
});
