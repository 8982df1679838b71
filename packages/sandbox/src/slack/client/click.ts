import { findElement } from '../blocks/parts.ts';
import { isJsonObject, type JsonObject, objectsIn } from '../json.ts';
import { findMessage } from '../workspace/messages.ts';
import type { Channel, Ephemeral, Message, User } from '../workspace/model.ts';
import { issueResponseUrl } from '../workspace/response-urls.ts';
import { issueTrigger } from '../workspace/triggers.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { activePerson, type ClientContext, ClientError, openChannel } from './context.ts';
import type { Delivery } from './delivery.ts';
import { actionTs, channelName, interaction, interactionBody } from './payloads.ts';
import { describeAction } from './view-actions.ts';

export interface MessageRef {
  readonly channelId: string;
  readonly ts: string;
}

export interface ClickOptions {
  /** The message as this person still sees it, for a click on a button that has just disappeared. */
  readonly seen?: Message;
  /** The block, if two have the same action id. */
  readonly blockId?: string;
  /** For an overflow menu: the value of the option. */
  readonly option?: string;
}

interface Source {
  readonly shown: Message | Ephemeral;
  readonly isEphemeral: boolean;
}

function sourceOf(context: ClientContext, userId: string, at: MessageRef, seen?: Message): Source {
  const { workspace } = context;
  const message = seen ?? findMessage(workspace, at.channelId, at.ts);
  if (message !== undefined) return { shown: message, isEphemeral: false };
  const ephemeral = workspace.state.ephemerals.find(
    (it) => it.ts === at.ts && it.channelId === at.channelId && it.userId === userId,
  );
  if (ephemeral === undefined) throw new ClientError('not_there', `no message ${at.ts}`);
  return { shown: ephemeral, isEphemeral: true };
}

/** A message with replies names its own thread (Slack docs: Message threads). */
function threadOf(workspace: Workspace, channel: Channel, { shown }: Source): object {
  if ('userId' in shown) return shown.threadTs === undefined ? {} : { thread_ts: shown.threadTs };
  const messages = workspace.state.messages[channel.id] ?? [];
  const isParent = messages.some(({ thread_ts: parent }) => parent === shown.ts);
  const threadTs = shown.thread_ts ?? (isParent ? shown.ts : undefined);
  return threadTs === undefined ? {} : { thread_ts: threadTs };
}

function chosenOption(element: JsonObject, value: string | undefined): JsonObject {
  if (element.type === 'button') return {};
  const option = objectsIn(element.options).find((it) => it.value === value);
  if (!isJsonObject(option)) throw new ClientError('not_offered', `no option ${String(value)}`);
  return { selected_option: option };
}

function clickPayload(
  context: ClientContext,
  user: User,
  channel: Channel,
  source: Source,
  action: JsonObject,
): object {
  const { workspace } = context;
  const { shown, isEphemeral } = source;
  const responseUrlId = issueResponseUrl(workspace, {
    userId: user.id,
    channelId: channel.id,
    sourceTs: shown.ts,
    sourceIsEphemeral: isEphemeral,
  });
  return {
    ...interaction(workspace, 'block_actions', user),
    container: {
      type: 'message',
      message_ts: shown.ts,
      channel_id: channel.id,
      is_ephemeral: isEphemeral,
      ...threadOf(workspace, channel, source),
    },
    trigger_id: issueTrigger(workspace, user.id, null),
    channel: { id: channel.id, name: channelName(channel) },
    ...(isEphemeral ? {} : { message: { ...shown, ...threadOf(workspace, channel, source) } }),
    state: { values: {} },
    response_url: context.responseUrl(responseUrlId),
    actions: [action],
  };
}

/**
 * A person presses a button (or picks from an overflow menu) in a message; a confirmation dialog counts
 * as accepted. A late or failed response leaves a notice beside the message.
 */
export async function clickInMessage(
  context: ClientContext,
  userId: string,
  at: MessageRef,
  actionId: string,
  options: ClickOptions = {},
): Promise<Delivery> {
  const { workspace, deliverer } = context;
  const user = activePerson(context, userId);
  const channel = openChannel(context, userId, at.channelId);
  const source = sourceOf(context, userId, at, options.seen);
  const found = findElement(source.shown.blocks ?? [], actionId, options.blockId);
  if (found === undefined) throw new ClientError('not_there', `no element ${actionId}`);
  const action = {
    ...describeAction(found),
    ...chosenOption(found.element, options.option),
    action_ts: actionTs(workspace),
  };
  const payload = clickPayload(context, user, channel, source, action);
  const answer = await deliverer.send('block_actions', userId, interactionBody(payload));
  if (answer.text === undefined) {
    workspace.state.notices.push({
      userId,
      text: answer.delivery.late ? 'operation_timeout' : 'dispatch_failed',
      atMs: workspace.clock.now(),
      channelId: at.channelId,
      messageTs: at.ts,
    });
    workspace.changed();
  }
  return answer.delivery;
}
