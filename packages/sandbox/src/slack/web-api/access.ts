import { SlackApiError } from '../api-error.ts';
import type { Channel } from '../model.ts';
import type { Workspace } from '../workspace.ts';
import type { Call } from './method.ts';

const PREFIX = { public: 'channels', private: 'groups', im: 'im' } as const;

/** The scope that a right ("history", "read") needs in a conversation of this kind. */
export function scopeFor(kind: Channel['kind'], right: string): string {
  return `${PREFIX[kind]}:${right}`;
}

/** True where the app's bot user is in the channel. */
export function botIsIn(workspace: Workspace, channel: Channel): boolean {
  return channel.members.includes(workspace.state.app.botUserId);
}

/** A channel that the app can see: a private one only from inside. Throws channel_not_found. */
export function visibleChannel(workspace: Workspace, channelId: string): Channel {
  const channel = workspace.channel(channelId);
  if (channel === undefined) throw new SlackApiError('channel_not_found');
  const visible = channel.kind === 'public' || botIsIn(workspace, channel);
  if (!visible) throw new SlackApiError('channel_not_found');
  return channel;
}

/** A channel for which the token has the scope of `right`; see `visibleChannel`. */
export function readableChannel(call: Call, channelId: string, right: string): Channel {
  const channel = call.workspace.channel(channelId);
  const kinds: Channel['kind'][] = ['public', 'private', 'im'];
  const wanted = channel === undefined ? kinds : [channel.kind];
  call.requireScope(...wanted.map((kind) => scopeFor(kind, right)));
  return visibleChannel(call.workspace, channelId);
}

/** A channel that the app is in. Throws channel_not_found or not_in_channel. */
export function joinedChannel(workspace: Workspace, channelId: string): Channel {
  const channel = visibleChannel(workspace, channelId);
  if (!botIsIn(workspace, channel)) throw new SlackApiError('not_in_channel');
  return channel;
}
