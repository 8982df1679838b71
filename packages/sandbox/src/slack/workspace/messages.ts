import { withIds } from '../blocks/parts.ts';
import type { JsonObject } from '../json.ts';
import type { Ephemeral, Message } from './model.ts';
import { nextTs } from './timestamps.ts';
import type { Workspace } from './workspace.ts';

export type MessageContent = Pick<Message, 'text'> &
  Partial<Pick<Message, 'blocks' | 'thread_ts' | 'reply_broadcast' | 'metadata' | 'files'>>;

const BLOCK_ID_LENGTH = 5;

function named(workspace: Workspace, blocks: readonly JsonObject[]): JsonObject[] {
  return withIds(blocks, () => workspace.newId('').slice(-BLOCK_ID_LENGTH));
}

/** Adds a message by any author; `author` holds `bot_id` and `app_id` if an app wrote it. */
export function addMessage(
  workspace: Workspace,
  channelId: string,
  author: Pick<Message, 'user'> & Partial<Pick<Message, 'bot_id' | 'app_id' | 'team'>>,
  content: MessageContent,
): Message {
  const { blocks, ...rest } = content;
  const message: Message = {
    type: 'message',
    ts: nextTs(workspace, channelId),
    team: workspace.state.team.id,
    ...author,
    ...rest,
  };
  if (blocks !== undefined && blocks.length > 0) message.blocks = named(workspace, blocks);
  const known = workspace.state.messages[channelId] ?? [];
  workspace.state.messages[channelId] = [...known, message];
  workspace.changed();
  return message;
}

/** Adds a message by the app's bot user. */
export function addBotMessage(
  workspace: Workspace,
  channelId: string,
  content: MessageContent,
): Message {
  const { app } = workspace.state;
  const author = { user: app.botUserId, bot_id: app.botId, app_id: app.id };
  return addMessage(workspace, channelId, author, content);
}

/** Replaces text, blocks and metadata; null `metadata` removes it, undefined keeps it. */
export function editMessage(
  workspace: Workspace,
  message: Message,
  content: { text: string; blocks: JsonObject[]; metadata?: Message['metadata'] | null },
): void {
  message.text = content.text;
  delete message.blocks;
  if (content.blocks.length > 0) message.blocks = named(workspace, content.blocks);
  if (content.metadata === null) delete message.metadata;
  if (content.metadata) message.metadata = content.metadata;
  workspace.changed();
}

export function findMessage(
  workspace: Workspace,
  channelId: string,
  ts: string,
): Message | undefined {
  return workspace.state.messages[channelId]?.find((message) => message.ts === ts);
}

function tombstone({ type, ts, team, thread_ts }: Message): Message {
  const thread = thread_ts === undefined ? {} : { thread_ts };
  const text = 'This message was deleted.';
  return { type, subtype: 'tombstone', ts, team, user: 'USLACKBOT', text, ...thread };
}

/** Deletes a message; one with replies leaves a tombstone, so that its thread remains. */
export function removeMessage(workspace: Workspace, channelId: string, ts: string): void {
  const known = workspace.state.messages[channelId] ?? [];
  const hasReplies = known.some((message) => message.thread_ts === ts && message.ts !== ts);
  workspace.state.messages[channelId] = known.flatMap((message) => {
    if (message.ts !== ts) return [message];
    return hasReplies ? [tombstone(message)] : [];
  });
  workspace.changed();
}

/** Shows a message to one person only. */
export function addEphemeral(
  workspace: Workspace,
  content: Omit<Ephemeral, 'ts' | 'blocks'> & { blocks?: readonly JsonObject[] },
): Ephemeral {
  const ephemeral: Ephemeral = {
    ...content,
    ts: nextTs(workspace, content.channelId),
    blocks: named(workspace, content.blocks ?? []),
  };
  workspace.state.ephemerals.push(ephemeral);
  workspace.changed();
  return ephemeral;
}
