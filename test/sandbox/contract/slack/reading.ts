import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { archiveChannel } from '@doo-repush/sandbox/slack/workspace/workspace';
import { expect } from 'vitest';
import { promised, type Topic } from '../promise.ts';
import { channel, post, refuses, type SlackPeer } from './slack-peer.ts';

/** Channels, people and user groups. */
export const reading: Topic<SlackPeer> = {
  topic: 'Channels, people and groups',
  promises: [
    promised(
      'History comes newest first, without replies, in pages that new messages do not shift',
      'Slack docs: conversations.history',
      async (peer) => {
        const [first, second] = [await post(peer), await post(peer)];
        await post(peer, { thread_ts: first });
        const page = await peer.api.conversations.history({ channel, limit: 1 });
        await post(peer);
        const cursor = page.response_metadata?.next_cursor ?? '';
        const next = await peer.api.conversations.history({ channel, cursor });
        const stamps = [page, next].flatMap((it) => it.messages?.map(({ ts }) => ts));
        expect(stamps).toEqual([second, first]);
      },
    ),
    promised(
      'History with `oldest` alone begins with the page closest to it, newest first within the page',
      'Slack docs: conversations.history',
      async (peer) => {
        const [, second, third, fourth] = [
          await post(peer),
          await post(peer),
          await post(peer),
          await post(peer),
        ];
        const range = { channel, oldest: second, inclusive: true, limit: 2 };
        const page = await peer.api.conversations.history(range);
        const cursor = page.response_metadata?.next_cursor ?? '';
        const next = await peer.api.conversations.history({ ...range, cursor });
        const stamps = [page, next].map((it) => it.messages?.map(({ ts }) => ts));
        expect(stamps).toEqual([[third, second], [fourth]]);
      },
    ),
    promised(
      'A page has at most 999 messages: `invalid_limit`',
      'Slack docs: conversations.history',
      refuses('invalid_limit', ({ api }) => api.conversations.history({ channel, limit: 1000 })),
    ),
    promised(
      'A made-up cursor is `invalid_cursor`',
      'Slack docs: Pagination',
      refuses('invalid_cursor', ({ api }) =>
        api.conversations.history({ channel, cursor: 'bm9wZQ==' }),
      ),
    ),
    promised(
      'A person comes with the language that they chose, where it is asked for',
      'Slack docs: users.info, include_locale',
      async ({ api }) => {
        const user = people.requester;
        const [asked, plain] = [
          await api.users.info({ user, include_locale: true }),
          await api.users.info({ user }),
        ];
        expect([asked.user?.locale, plain.user?.locale]).toEqual(['de-DE', undefined]);
      },
    ),
    promised(
      'Private channels are listed from inside only, and each type needs its scope',
      'Slack docs: conversations.list',
      async ({ api }) => {
        const types = 'public_channel,private_channel';
        const { channels } = await api.conversations.list({ types });
        expect(channels?.map(({ id }) => id)).toEqual([channel, people.general]);
        const direct = api.conversations.list({ types: 'im' });
        await expect(direct).rejects.toMatchObject({ data: { needed: 'im:read' } });
      },
    ),
    promised(
      'Guests, outsiders, bots and the deactivated are told apart',
      'Slack docs: User objects',
      async ({ api }) => {
        const flags = async (user: string) => (await api.users.info({ user })).user;
        expect(await flags(people.guest)).toMatchObject({ is_restricted: true });
        expect(await flags(people.outsider)).toMatchObject({ is_stranger: true });
        expect(await flags(people.botUser)).toMatchObject({ is_bot: true });
        expect(await flags(people.deactivated)).toMatchObject({ deleted: true });
      },
    ),
    promised(
      'Who is in an organization of workspaces has all of theirs in `enterprise_user.teams`',
      'Slack docs: User object; that `team_id` varies is assumed',
      async ({ slack, api }) => {
        const teams = [people.otherTeam, people.team];
        const organization = { id: 'U0ORG', enterprise_id: 'E0ORG', enterprise_name: 'Org' };
        Object.assign(slack.workspace.user(people.requester) ?? {}, {
          team_id: people.otherTeam,
          enterprise_user: { ...organization, teams },
        });
        const { user } = await api.users.info({ user: people.requester });
        expect(user).toMatchObject({ team_id: people.otherTeam, enterprise_user: { teams } });
      },
    ),
    promised(
      'An unknown user group is `no_such_subteam`',
      'Slack docs: usergroups.users.list',
      refuses('no_such_subteam', ({ api }) =>
        api.usergroups.users.list({ usergroup: 'S0UNKNOWN0' }),
      ),
    ),
    promised(
      'A disabled user group is found with `include_disabled` only',
      'Slack docs: usergroups.users.list; the error is assumed',
      async (peer) => {
        for (const group of peer.slack.workspace.state.userGroups) group.disabled = true;
        const members = (include_disabled: boolean) =>
          peer.api.usergroups.users.list({ usergroup: people.approverGroup, include_disabled });
        await refuses('no_such_subteam', () => members(false))(peer);
        expect((await members(true)).users).toEqual([people.groupApprover]);
      },
    ),
    promised(
      'Where user groups are no longer paid for, they are `plan_upgrade_required` or `paid_teams_only`',
      'Slack docs: usergroups.list; grafana/oncall PR 4793; for usergroups.users.list assumed',
      async (peer) => {
        for (const error of ['plan_upgrade_required', 'paid_teams_only'] as const) {
          peer.slack.workspace.state.unpaidUserGroups = error;
          await refuses(error, ({ api }) => api.usergroups.list({}))(peer);
          const usergroup = people.approverGroup;
          await refuses(error, ({ api }) => api.usergroups.users.list({ usergroup }))(peer);
        }
      },
    ),
    promised(
      'Archiving a channel puts bots out of it; it is then not written to: `is_archived`',
      'elastic/connectors issue 1972; Slack docs: chat.postMessage',
      async (peer) => {
        archiveChannel(peer.slack.workspace, channel);
        const { channel: shown } = await peer.api.conversations.info({ channel });
        expect(shown).toMatchObject({ is_archived: true, is_member: false });
        await refuses('is_archived', () => post(peer))(peer);
        await refuses('not_in_channel', ({ api }) => api.conversations.history({ channel }))(peer);
      },
    ),
    promised(
      'Direct messages with the deactivated are `user_disabled`',
      'Slack docs: conversations.open',
      refuses('user_disabled', ({ api }) => api.conversations.open({ users: people.deactivated })),
    ),
  ],
};

/** Uploads. */
export const files: Topic<SlackPeer> = {
  topic: 'Files',
  promises: [
    promised(
      "The client's upload in three steps ends in a message with the file",
      'Slack docs: files.getUploadURLExternal, files.completeUploadExternal',
      async ({ api, slack }) => {
        const file = Buffer.from('a,b\n');
        await api.files.uploadV2({ channel_id: channel, file, filename: 'a.csv' });
        expect(slack.client.messages(channel)).toMatchObject([{ files: [{ name: 'a.csv' }] }]);
      },
    ),
    promised(
      '`initial_comment` shows `<…>` as typed; where it is left out, `blocks` are taken',
      'python-slack-sdk issue 1289; node-slack-sdk issue 1561; java-slack-sdk issue 1121',
      async ({ api, slack }) => {
        const file = Buffer.from('a,b\n');
        const upload = { channel_id: channel, file, filename: 'a.csv' };
        await api.files.uploadV2({
          ...upload,
          initial_comment: '<@U1> since <!date^1^{date}|then>',
        });
        const blocks = [{ type: 'divider' as const }];
        await api.files.uploadV2({ ...upload, blocks });
        expect(slack.client.messages(channel)).toMatchObject([
          { text: '&lt;@U1&gt; since &lt;!date^1^{date}|then&gt;' },
          { blocks },
        ]);
      },
    ),
    promised(
      "`channel_id` takes no person's id: `invalid_arguments` with the pattern",
      'bolt-js issue 2115',
      refuses('invalid_arguments', async ({ api }) => {
        const file = Buffer.from('a,b\n');
        await api.files.uploadV2({ channel_id: people.requester, file, filename: 'a.csv' });
      }),
    ),
  ],
};
