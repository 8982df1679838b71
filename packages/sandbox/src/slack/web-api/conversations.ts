import { SlackApiError } from '../api-error.ts';
import type { Channel } from '../workspace/model.ts';
import { directMessageChannel, type Workspace } from '../workspace/workspace.ts';
import { botIsIn, readableChannel, scopeFor } from './access.ts';
import { flag, optionalText, requiredText } from './arguments.ts';
import type { Method } from './method.ts';
import { pageOf } from './paging.ts';

function asShown(workspace: Workspace, channel: Channel): object {
  const member = botIsIn(workspace, channel);
  if (channel.kind === 'im') {
    const user = channel.members.find((id) => id !== workspace.state.app.botUserId);
    return { id: channel.id, is_im: true, is_archived: false, user };
  }
  return {
    id: channel.id,
    name: channel.name,
    is_channel: channel.kind === 'public',
    is_group: false,
    is_im: false,
    is_mpim: false,
    is_private: channel.kind === 'private',
    is_archived: channel.archived === true,
    is_member: member,
    context_team_id: workspace.state.team.id,
  };
}

/** conversations.info: a channel that the app can see. */
export const conversationsInfo: Method = (call) => {
  const channel = readableChannel(call, requiredText(call.args, 'channel'), 'read');
  const count = flag(call.args, 'include_num_members')
    ? { num_members: channel.members.length }
    : {};
  return { channel: { ...asShown(call.workspace, channel), ...count } };
};

/** conversations.members: the ids of a channel's members, in pages of up to 999. */
export const conversationsMembers: Method = (call) => {
  const channel = readableChannel(call, requiredText(call.args, 'channel'), 'read');
  const page = pageOf(channel.members, (id) => id, call.args, 999);
  return { members: page.items, response_metadata: { next_cursor: page.nextCursor } };
};

const KIND_OF_TYPE = { public_channel: 'public', private_channel: 'private', im: 'im' } as const;

function kindsIn(types: string): Channel['kind'][] {
  return types
    .split(',')
    .map((type) => type.trim())
    .filter((type) => type !== 'mpim')
    .map((type) => {
      const known = Object.entries(KIND_OF_TYPE).find(([name]) => name === type);
      if (known === undefined) throw new SlackApiError('invalid_types');
      return known[1];
    });
}

/**
 * conversations.list: channels of the given types; private ones and direct messages only if the app is
 * in them.
 */
export const conversationsList: Method = ({ workspace, args, requireScope }) => {
  const kinds = kindsIn(optionalText(args, 'types') ?? 'public_channel');
  for (const kind of kinds) requireScope(scopeFor(kind, 'read'));
  const shown = workspace.state.channels.filter(
    (channel) =>
      kinds.includes(channel.kind) && (channel.kind === 'public' || botIsIn(workspace, channel)),
  );
  const page = pageOf(shown, ({ id }) => id, args, 999);
  const channels = page.items.map((channel) => asShown(workspace, channel));
  return { channels, response_metadata: { next_cursor: page.nextCursor } };
};

/** conversations.open: the direct-message channel between the app and one person. */
export const conversationsOpen: Method = ({ workspace, args, requireScope }) => {
  requireScope('im:write');
  const userIds = (optionalText(args, 'users') ?? '').split(',').filter((id) => id !== '');
  const [userId] = userIds;
  if (userId === undefined) throw new SlackApiError('users_list_not_supplied');
  if (userIds.length > 1) throw new SlackApiError('too_many_users');
  const user = workspace.user(userId);
  if (user === undefined) throw new SlackApiError('user_not_found');
  if (user.deleted) throw new SlackApiError('user_disabled');
  if (user.is_bot) throw new SlackApiError('cannot_dm_bot');
  if (user.is_stranger) throw new SlackApiError('user_not_visible');
  const channel = directMessageChannel(workspace, userId);
  return { channel: flag(args, 'return_im') ? asShown(workspace, channel) : { id: channel.id } };
};
