import { SlackApiError } from '../api-error.ts';
import type { JsonObject } from '../json.ts';
import { findMessage } from '../workspace/messages.ts';
import type { Message } from '../workspace/model.ts';
import { compareTs, isTimestamp } from '../workspace/timestamps.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { botIsIn, readableChannel } from './access.ts';
import { flag, optionalText, requiredText } from './arguments.ts';
import type { Call, Method } from './method.ts';
import { pageOf } from './paging.ts';

/** The largest `limit` of both methods (Slack docs: conversations.history). */
const LIMIT_MAX = 999;

function isReply(message: Message): boolean {
  return message.thread_ts !== undefined && message.thread_ts !== message.ts;
}

function isGiven(args: JsonObject, name: 'latest' | 'oldest'): boolean {
  return (optionalText(args, name) ?? '') !== '';
}

function timestampArgument(args: JsonObject, name: 'latest' | 'oldest'): string | undefined {
  const ts = optionalText(args, name);
  if (ts === undefined || ts === '') return undefined;
  if (!isTimestamp(ts)) throw new SlackApiError(`invalid_ts_${name}`);
  return ts;
}

function withinArguments(args: JsonObject): (message: Message) => boolean {
  const latest = timestampArgument(args, 'latest');
  const oldest = timestampArgument(args, 'oldest');
  const inclusive = flag(args, 'inclusive');
  return ({ ts }) => {
    const toLatest = latest === undefined ? -1 : compareTs(ts, latest);
    const toOldest = oldest === undefined ? 1 : compareTs(ts, oldest);
    return inclusive ? toLatest <= 0 && toOldest >= 0 : toLatest < 0 && toOldest > 0;
  };
}

function threadOf(workspace: Workspace, channelId: string, ts: string): Message[] {
  const messages = workspace.state.messages[channelId] ?? [];
  return messages.filter((message) => message.ts === ts || message.thread_ts === ts);
}

/** Every reply in a channel by its parent's timestamp, oldest first. */
function repliesIn(workspace: Workspace, channelId: string): Map<string, Message[]> {
  const replies = (workspace.state.messages[channelId] ?? []).filter(isReply);
  return Map.groupBy(replies, (reply) => reply.thread_ts ?? '');
}

function asShown(call: Call, message: Message, replies: readonly Message[]): object {
  const { metadata, ...rest } = message;
  const last = replies.at(-1);
  return {
    ...rest,
    ...(metadata !== undefined && flag(call.args, 'include_all_metadata') ? { metadata } : {}),
    ...(last === undefined
      ? {}
      : {
          thread_ts: message.ts,
          reply_count: replies.length,
          reply_users: [...new Set(replies.map((reply) => reply.user))],
          latest_reply: last.ts,
        }),
  };
}

function answer(
  call: Call,
  channelId: string,
  messages: Message[],
  order: 'as_given' | 'page_reversed' = 'as_given',
): object {
  const page = pageOf(messages, (message) => message.ts, call.args, LIMIT_MAX);
  const items = order === 'as_given' ? page.items : page.items.toReversed();
  const replies = repliesIn(call.workspace, channelId);
  return {
    messages: items.map((message) => asShown(call, message, replies.get(message.ts) ?? [])),
    has_more: page.hasMore,
    response_metadata: { next_cursor: page.nextCursor },
  };
}

function joinedForHistory(call: Call) {
  const channel = readableChannel(call, requiredText(call.args, 'channel'), 'history');
  if (!botIsIn(call.workspace, channel)) throw new SlackApiError('not_in_channel');
  return channel;
}

/**
 * conversations.history: a channel's messages without replies, newest first, in pages. With `oldest`
 * alone, paging starts with the messages closest to it; each page is still newest first.
 */
export const conversationsHistory: Method = (call) => {
  const channel = joinedForHistory(call);
  const within = withinArguments(call.args);
  const messages = (call.workspace.state.messages[channel.id] ?? [])
    .filter((message) => !isReply(message) || message.reply_broadcast === true)
    .filter(within);
  const isForward = isGiven(call.args, 'oldest') && !isGiven(call.args, 'latest');
  const shown = isForward
    ? answer(call, channel.id, messages, 'page_reversed')
    : answer(call, channel.id, messages.toReversed());
  return { ...shown, pin_count: 0 };
};

/** conversations.replies: a message and its thread, oldest first, in pages. */
export const conversationsReplies: Method = (call) => {
  const channel = joinedForHistory(call);
  const message = findMessage(call.workspace, channel.id, requiredText(call.args, 'ts'));
  if (message === undefined) throw new SlackApiError('thread_not_found');
  const parentTs = message.thread_ts ?? message.ts;
  const within = withinArguments(call.args);
  const thread = threadOf(call.workspace, channel.id, parentTs);
  const shown = thread.filter((it) => it.ts === parentTs || within(it));
  return answer(call, channel.id, shown);
};
