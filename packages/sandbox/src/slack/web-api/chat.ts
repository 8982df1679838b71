import { SlackApiError } from '../api-error.ts';
import type { JsonObject } from '../json.ts';
import {
  acceptBlocks,
  acceptEditedText,
  requireContent,
  truncatedText,
} from '../workspace/message-content.ts';
import {
  addBotMessage,
  addEphemeral,
  editMessage,
  findMessage,
  removeMessage,
} from '../workspace/messages.ts';
import { readMetadata } from '../workspace/metadata.ts';
import type { Channel, Message } from '../workspace/model.ts';
import { nextTs } from '../workspace/timestamps.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { destination, joinedChannel, threadParent, visibleChannel } from './access.ts';
import { flag, optionalText, requiredText } from './arguments.ts';
import type { Method } from './method.ts';

function blocksIn(args: JsonObject): JsonObject[] {
  return args.blocks === undefined ? [] : acceptBlocks(args.blocks);
}

/** The warning in a response when a text was truncated (Slack docs: warnings of Web API methods). */
function cutWarning(isCut: boolean): object {
  const warning = 'message_truncated';
  return isCut ? { warning, response_metadata: { warnings: [warning] } } : {};
}

/** chat.postMessage: posts a message as the bot to a channel, a thread or a person's direct messages. */
export const chatPostMessage: Method = ({ workspace, args, requireScope }) => {
  requireScope('chat:write');
  const channel = destination(workspace, requiredText(args, 'channel'));
  const { text, isCut } = truncatedText(optionalText(args, 'text') ?? '');
  const blocks = blocksIn(args);
  requireContent(text, blocks);
  const metadata = args.metadata === undefined ? null : readMetadata(args.metadata);
  const message = addBotMessage(workspace, channel.id, {
    text,
    blocks,
    ...(metadata === null ? {} : { metadata }),
    ...threadParent(workspace, channel, optionalText(args, 'thread_ts')),
    ...(flag(args, 'reply_broadcast') ? { reply_broadcast: true } : {}),
  });
  return { channel: channel.id, ts: message.ts, message, ...cutWarning(isCut) };
};

function ownMessage(
  workspace: Workspace,
  channel: Channel,
  ts: string,
  refusal: 'cant_update_message' | 'cant_delete_message',
): Message {
  const message = findMessage(workspace, channel.id, ts);
  if (message === undefined) throw new SlackApiError('message_not_found');
  if (message.bot_id !== workspace.state.app.botId) throw new SlackApiError(refusal);
  return message;
}

/**
 * chat.update: edits one of the bot's own messages. Blocks are kept only if neither text nor blocks are
 * given; metadata is kept whenever it is omitted (Slack docs: chat.update).
 */
export const chatUpdate: Method = ({ workspace, args, requireScope }) => {
  requireScope('chat:write');
  const channel = visibleChannel(workspace, requiredText(args, 'channel'));
  const ts = requiredText(args, 'ts');
  const message = ownMessage(workspace, channel, ts, 'cant_update_message');
  const given = {
    text: acceptEditedText(optionalText(args, 'text') ?? ''),
    blocks: blocksIn(args),
  };
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

/** chat.delete: deletes one of the bot's own messages. */
export const chatDelete: Method = ({ workspace, args, requireScope }) => {
  requireScope('chat:write');
  const channel = visibleChannel(workspace, requiredText(args, 'channel'));
  const { ts } = ownMessage(workspace, channel, requiredText(args, 'ts'), 'cant_delete_message');
  removeMessage(workspace, channel.id, ts);
  return { channel: channel.id, ts };
};

/** chat.postEphemeral: posts a message that one member of the channel sees. */
export const chatPostEphemeral: Method = ({ workspace, args, requireScope }) => {
  requireScope('chat:write');
  const channel = joinedChannel(workspace, requiredText(args, 'channel'));
  const userId = requiredText(args, 'user');
  if (!channel.members.includes(userId)) throw new SlackApiError('user_not_in_channel');
  const { text, isCut } = truncatedText(optionalText(args, 'text') ?? '');
  const blocks = blocksIn(args);
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
  return { message_ts: ephemeral.ts, ...cutWarning(isCut) };
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
