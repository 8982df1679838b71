import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { botToken, type StartedSlack, startSlack } from '../../../support/started-slack.ts';

let started: StartedSlack;
beforeEach(async () => {
  started = await startSlack();
});
afterEach(() => started.slack.stop());

const channel = people.approvals;

async function post(text: string, more: { thread_ts?: string; state?: string } = {}) {
  const { state, ...rest } = more;
  const metadata =
    state === undefined ? {} : { metadata: { event_type: 'request', event_payload: { state } } };
  const { ts } = await started.api.chat.postMessage({ channel, text, ...rest, ...metadata });
  return ts ?? '';
}

describe('identity', () => {
  it('names the bot of the token', async () => {
    expect(await started.api.auth.test()).toMatchObject({
      bot_id: people.bot,
      user_id: people.botUser,
      team_id: people.team,
    });
  });

  it('tells guests, outsiders, bots and the deactivated apart', async () => {
    const info = async (user: string) => (await started.api.users.info({ user })).user;
    expect(await info(people.guest)).toMatchObject({ is_restricted: true, deleted: false });
    expect(await info(people.outsider)).toMatchObject({
      is_stranger: true,
      team_id: people.otherTeam,
    });
    expect(await info(people.botUser)).toMatchObject({ is_bot: true });
    expect(await info(people.deactivated)).toMatchObject({ deleted: true });
    expect(await info(people.approver)).toMatchObject({
      tz: 'Europe/Berlin',
      is_restricted: false,
      is_ultra_restricted: false,
    });
  });

  it('lists the members of a user group and, in pages, of a channel', async () => {
    const group = await started.api.usergroups.users.list({ usergroup: people.approverGroup });
    expect(group.users).toEqual([people.groupApprover]);

    const members: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await started.api.conversations.members({
        channel,
        limit: 3,
        ...(cursor === undefined ? {} : { cursor }),
      });
      expect(page.members?.length).toBeLessThanOrEqual(3);
      members.push(...(page.members ?? []));
      cursor = page.response_metadata?.next_cursor;
    } while (cursor);
    expect(members).toEqual(started.slack.workspace.channel(channel)?.members);
  });
});

describe('messages', () => {
  it('get timestamps that grow even while the clock stands still', async () => {
    const stamps = [await post('one'), await post('two'), await post('three')];
    expect(new Set(stamps).size).toBe(3);
    expect([...stamps].sort()).toEqual(stamps);
    expect(stamps[0]).toMatch(/^\d{10}\.\d{6}$/);
  });

  it('are read newest first, without replies, in pages that new messages do not shift', async () => {
    const first = await post('one');
    const second = await post('two');
    await post('a reply', { thread_ts: first });
    const page = await started.api.conversations.history({ channel, limit: 1 });
    expect(page.messages?.map(({ ts }) => ts)).toEqual([second]);
    expect(page.has_more).toBe(true);
    await post('three');
    const cursor = page.response_metadata?.next_cursor ?? '';
    const next = await started.api.conversations.history({ channel, limit: 5, cursor });
    expect(next.messages).toMatchObject([{ ts: first, reply_count: 1 }]);
    expect(next.has_more).toBe(false);
    expect(next.response_metadata?.next_cursor).toBe('');
  });

  it('are cut by oldest and latest, which count only when inclusive', async () => {
    const [first, second, third] = [await post('one'), await post('two'), await post('three')];
    const read = async (inclusive: boolean) => {
      const range = { channel, oldest: first, latest: third, inclusive };
      return (await started.api.conversations.history(range)).messages?.map(({ ts }) => ts);
    };
    expect(await read(false)).toEqual([second]);
    expect(await read(true)).toEqual([third, second, first]);
  });

  it('show their metadata only to those who ask for it', async () => {
    const ts = await post('card', { state: 'waiting' });
    await post('approved', { thread_ts: ts, state: 'approved' });
    const [plain] = (await started.api.conversations.history({ channel })).messages ?? [];
    expect(plain).not.toHaveProperty('metadata');
    const thread = await started.api.conversations.replies({
      channel,
      ts,
      include_all_metadata: true,
    });
    expect(thread.messages?.map((it) => it.metadata?.event_payload)).toEqual([
      { state: 'waiting' },
      { state: 'approved' },
    ]);
  });

  it('keep metadata through an edit that leaves it out, and lose blocks to a text alone', async () => {
    const blocks = [{ type: 'divider' }];
    const metadata = { event_type: 'request', event_payload: { state: 'waiting' } };
    const { ts = '' } = await started.api.chat.postMessage({
      channel,
      text: 'card',
      blocks,
      metadata,
    });
    await started.api.chat.update({ channel, ts, text: 'closed' });
    const [message] = started.slack.client.messages(channel);
    expect(message).toMatchObject({ text: 'closed', metadata });
    expect(message).not.toHaveProperty('blocks');
  });

  it('reach a person directly, by user id or by an opened channel', async () => {
    const opened = await started.api.conversations.open({ users: people.requester });
    const dm = opened.channel?.id ?? '';
    const byUser = await started.api.chat.postMessage({ channel: people.requester, text: 'one' });
    await started.api.chat.postMessage({ channel: dm, text: 'two' });
    expect(byUser.channel).toBe(dm);
    const texts = started.slack.client.directMessages(people.requester).map((it) => it.text);
    expect(texts).toEqual(['one', 'two']);
    expect(started.slack.client.directMessages(people.approver)).toEqual([]);
  });

  it('for one person are seen by that person only', async () => {
    await started.api.chat.postEphemeral({ channel, user: people.guest, text: 'psst' });
    expect(started.slack.client.ephemerals(people.guest)).toMatchObject([{ text: 'psst' }]);
    expect(started.slack.client.ephemerals(people.approver)).toEqual([]);
    expect(started.slack.client.messages(channel)).toEqual([]);
  });

  it('have a permanent address', async () => {
    const ts = await post('card');
    const { permalink } = await started.api.chat.getPermalink({ channel, message_ts: ts });
    expect(permalink).toContain(`/archives/${channel}/p${ts.replace('.', '')}`);
  });
});

describe('what is deleted, listed or disabled', () => {
  it('a deleted message is gone, and one with replies leaves a tombstone with its thread', async () => {
    const [alone, parent] = [await post('one'), await post('two')];
    const reply = await post('a reply', { thread_ts: parent });
    await started.api.chat.delete({ channel, ts: alone });
    await started.api.chat.delete({ channel, ts: parent });
    expect(started.slack.client.messages(channel)).toMatchObject([
      { ts: parent, subtype: 'tombstone', user: 'USLACKBOT' },
    ]);
    expect(started.slack.client.messages(channel)[0]).not.toHaveProperty('bot_id');
    const thread = await started.api.conversations.replies({ channel, ts: parent });
    expect(thread.messages?.map(({ ts }) => ts)).toEqual([parent, reply]);
  });

  it('channels are listed by type, private ones only from inside, in pages', async () => {
    const types = 'public_channel,private_channel';
    const first = await started.api.conversations.list({ types, limit: 1 });
    expect(first.channels).toMatchObject([{ id: channel, is_member: true, is_private: false }]);
    const cursor = first.response_metadata?.next_cursor ?? '';
    const rest = await started.api.conversations.list({ types, cursor });
    expect(rest.channels).toMatchObject([{ id: people.general, is_member: false }]);
    const wrong = started.api.conversations.list({ types: 'secret' });
    await expect(wrong).rejects.toMatchObject({ data: { error: 'invalid_types' } });
  });

  it('a disabled user group is found only by those who ask for disabled ones', async () => {
    const [group] = started.slack.workspace.state.userGroups;
    if (group === undefined) throw new Error('no user group');
    group.disabled = true;
    const members = (include_disabled: boolean) =>
      started.api.usergroups.users.list({ usergroup: group.id, include_disabled });
    await expect(members(false)).rejects.toMatchObject({ data: { error: 'no_such_subteam' } });
    expect((await members(true)).users).toEqual([people.groupApprover]);
    expect((await started.api.usergroups.list()).usergroups).toEqual([]);
    const all = await started.api.usergroups.list({ include_disabled: true, include_users: true });
    expect(all.usergroups).toMatchObject([{ id: group.id, users: [people.groupApprover] }]);
  });
});

describe('the record of calls', () => {
  it('has every call in order with its parsed arguments and never the token', async () => {
    const blocks = [{ type: 'divider' }];
    await started.api.chat.postMessage({ channel, text: 'card', blocks });
    await started.api.users.info({ user: 'U0UNKNOWN0' }).catch(() => undefined);
    await started.api.apiCall('auth.test', { token: botToken });
    expect(started.slack.calls).toMatchObject([
      { method: 'chat.postMessage', args: { channel, blocks }, ok: true, error: null },
      { method: 'users.info', args: { user: 'U0UNKNOWN0' }, ok: false, error: 'user_not_found' },
      { method: 'auth.test', args: {}, ok: true },
    ]);
    expect(JSON.stringify(started.slack.calls)).not.toContain(botToken);
  });
});
