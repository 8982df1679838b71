import { SlackApiError } from '../api-error.ts';
import type { JsonObject } from '../json.ts';
import {
  acceptBlocks,
  acceptText,
  EDITED_TEXT_MAX,
  requireContent,
  TEXT_MAX,
} from '../message-content.ts';
import { addBotMessage, addEphemeral, editMessage, findMessage } from '../messages.ts';
import { readMetadata } from '../metadata.ts';
import type { Channel, Message } from '../model.ts';
import { nextTs } from '../timestamps.ts';
import { directMessageChannel, type Workspace } from '../workspace.ts';
import { joinedChannel, visibleChannel } from './access.ts';
import { flag, optionalText, requiredText } from './arguments.ts';
import type { Method } from './method.ts';

function contentOf(args: JsonObject, textMax: number): { text: string; blocks: JsonObject[] } {
  const text = acceptText(optionalText(args, 'text') ?? '', textMax);
  const blocks = args.blocks === undefined ? [] : acceptBlocks(args.blocks);
  return { text, blocks };
}

/** Where a message for `target` goes: a channel, or a person's direct messages with the app. */
function destination(workspace: Workspace, target: string): Channel {
  const user = workspace.user(target);
  if (user === undefined) return joinedChannel(workspace, target);
  if (user.is_bot || user.is_stranger || user.deleted) {
    throw new SlackApiError('channel_not_found');
  }
  return directMessageChannel(workspace, user.id);
}

/** chat.postMessage: a message of the bot in a channel, a thread or a person's direct messages. */
export const chatPostMessage: Method = ({ workspace, args, requireScope }) => {
  requireScope('chat:write');
  const channel = destination(workspace, requiredText(args, 'channel'));
  const { text, blocks } = contentOf(args, TEXT_MAX);
  requireContent(text, blocks);
  const metadata = args.metadata === undefined ? null : readMetadata(args.metadata);
  const threadTs = optionalText(args, 'thread_ts');
  const parent = threadTs === undefined ? undefined : findMessage(workspace, channel.id, threadTs);
  if (threadTs !== undefined && parent === undefined) throw new SlackApiError('thread_not_found');
  const message = addBotMessage(workspace, channel.id, {
    text,
    blocks,
    ...(metadata === null ? {} : { metadata }),
    ...(parent === undefined ? {} : { thread_ts: parent.thread_ts ?? parent.ts }),
    ...(flag(args, 'reply_broadcast') ? { reply_broadcast: true } : {}),
  });
  return { channel: channel.id, ts: message.ts, message };
};

function ownMessage(workspace: Workspace, channel: Channel, ts: string): Message {
  const message = findMessage(workspace, channel.id, ts);
  if (message === undefined) throw new SlackApiError('message_not_found');
  if (message.bot_id !== workspace.state.app.botId) throw new SlackApiError('cant_update_message');
  return message;
}

/**
 * chat.update: edits one of the bot's own messages. Blocks are kept only where neither text nor
 * blocks are given, metadata wherever it is left out (Slack docs: chat.update).
 */
export const chatUpdate: Method = ({ workspace, args, requireScope }) => {
  requireScope('chat:write');
  const channel = visibleChannel(workspace, requiredText(args, 'channel'));
  const message = ownMessage(workspace, channel, requiredText(args, 'ts'));
  const given = contentOf(args, EDITED_TEXT_MAX);
  const nothingGiven = args.text === undefined && args.blocks === undefined;
  const text = args.text === undefined ? message.text : given.text;
  const blocks = nothingGiven ? (message.blocks ?? []) : given.blocks;
  requireContent(text, blocks);
  const metadata = args.metadata === undefined ? undefined : readMetadata(args.metadata);
  editMessage(workspace, message, {
    text,
    blocks,
    ...(metadata === undefined ? {} : { metadata }),
  });
  if (blocks.length === 0) {
    message.edited = { user: workspace.state.app.botUserId, ts: nextTs(workspace, channel.id) };
  }
  return { channel: channel.id, ts: message.ts, text, message };
};

/** chat.postEphemeral: a message that one member of the channel sees. */
export const chatPostEphemeral: Method = ({ workspace, args, requireScope }) => {
  requireScope('chat:write');
  const channel = joinedChannel(workspace, requiredText(args, 'channel'));
  const userId = requiredText(args, 'user');
  if (!channel.members.includes(userId)) throw new SlackApiError('user_not_in_channel');
  const { text, blocks } = contentOf(args, TEXT_MAX);
  requireContent(text, blocks);
  const threadTs = optionalText(args, 'thread_ts');
  const ephemeral = addEphemeral(workspace, {
    channelId: channel.id,
    userId,
    from: 'app',
    text,
    blocks,
    ...(threadTs === undefined ? {} : { threadTs }),
  });
  return { message_ts: ephemeral.ts };
};

/** chat.getPermalink: the address of a message. */
export const chatGetPermalink: Method = ({ workspace, args }) => {
  const channel = visibleChannel(workspace, requiredText(args, 'channel'));
  const message = findMessage(workspace, channel.id, requiredText(args, 'message_ts'));
  if (message === undefined) throw new SlackApiError('message_not_found');
  const path = `archives/${channel.id}/p${message.ts.replace('.', '')}`;
  const inThread = message.thread_ts !== undefined && message.thread_ts !== message.ts;
  const query = inThread ? `?thread_ts=${message.thread_ts}&cid=${channel.id}` : '';
  return { channel: channel.id, permalink: `${workspace.state.team.url}${path}${query}` };
};
