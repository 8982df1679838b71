import { SlackApiError } from '../api-error.ts';
import { findMessage } from '../workspace/messages.ts';
import type { Channel, Message } from '../workspace/model.ts';
import { directMessageChannel, type Workspace } from '../workspace/workspace.ts';
import type { Call } from './method.ts';

const PREFIX = { public: 'channels', private: 'groups', im: 'im' } as const;

/** The scope that `right` ("history", "read") needs in a conversation of this kind. */
export function scopeFor(kind: Channel['kind'], right: string): string {
  return `${PREFIX[kind]}:${right}`;
}

export function botIsIn(workspace: Workspace, channel: Channel): boolean {
  return channel.members.includes(workspace.state.app.botUserId);
}

/** A channel that the app can see; a private one only if the app is in it. Throws channel_not_found. */
export function visibleChannel(workspace: Workspace, channelId: string): Channel {
  const channel = workspace.channel(channelId);
  if (channel === undefined) throw new SlackApiError('channel_not_found');
  const visible = channel.kind === 'public' || botIsIn(workspace, channel);
  if (!visible) throw new SlackApiError('channel_not_found');
  return channel;
}

/** A channel for which the token has the scope for `right`; see `visibleChannel`. */
export function readableChannel(call: Call, channelId: string, right: string): Channel {
  const channel = call.workspace.channel(channelId);
  const kinds: Channel['kind'][] = ['public', 'private', 'im'];
  const wanted = channel === undefined ? kinds : [channel.kind];
  call.requireScope(...wanted.map((kind) => scopeFor(kind, right)));
  return visibleChannel(call.workspace, channelId);
}

/** Where a message to `target` goes: a channel, or a person's direct messages with the app. */
export function destination(workspace: Workspace, target: string): Channel {
  const user = workspace.user(target);
  if (user === undefined) return joinedChannel(workspace, target);
  if (user.is_bot || user.is_stranger || user.deleted) {
    throw new SlackApiError('channel_not_found');
  }
  return directMessageChannel(workspace, user.id);
}

/** A channel that the app is in. Throws channel_not_found, is_archived or not_in_channel. */
export function joinedChannel(workspace: Workspace, channelId: string): Channel {
  const channel = visibleChannel(workspace, channelId);
  if (channel.archived === true) throw new SlackApiError('is_archived');
  if (!botIsIn(workspace, channel)) throw new SlackApiError('not_in_channel');
  return channel;
}

/**
 * What makes a message a reply to `threadTs`; nothing if there is none. A reply to a missing message
 * lands in the channel's root (slack-go issue 1571); in a workspace that follows Slack's documentation
 * it is refused with thread_not_found.
 */
export function threadParent(
  workspace: Workspace,
  channel: Channel,
  threadTs: string | undefined,
): Pick<Message, 'thread_ts'> {
  if (threadTs === undefined) return {};
  const parent = findMessage(workspace, channel.id, threadTs);
  if (parent === undefined && workspace.state.refusesOrphanReplies === true)
    throw new SlackApiError('thread_not_found');
  if (parent === undefined) return {};
  return { thread_ts: parent.thread_ts ?? parent.ts };
}
