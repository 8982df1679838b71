import { declaredShortcut } from '../manifest.ts';
import { findMessage } from '../workspace/messages.ts';
import { issueResponseUrl } from '../workspace/response-urls.ts';
import { issueTrigger } from '../workspace/triggers.ts';
import type { MessageRef } from './click.ts';
import { activePerson, type ClientContext, ClientError, openChannel } from './context.ts';
import type { Delivery } from './delivery.ts';
import { actionTs, channelName, interaction, interactionBody } from './payloads.ts';

/**
 * A person chooses a shortcut of the app: from a message's menu, or a global one beside the message
 * field. An ephemeral message has no shortcut menu (Slack docs: Implementing shortcuts; Shortcuts
 * payloads). A late or failed response leaves a notice beside the message.
 */
export async function chooseShortcut(
  context: ClientContext,
  userId: string,
  callbackId: string,
  at?: MessageRef,
): Promise<Delivery> {
  const { workspace, deliverer } = context;
  const user = activePerson(context, userId);
  const kind = at === undefined ? 'shortcut' : 'message_action';
  const type = at === undefined ? 'global' : 'message';
  if (declaredShortcut(context.manifest, type, callbackId) === undefined)
    throw new ClientError('not_there', `no shortcut ${callbackId}`);
  const payload = {
    ...interaction(workspace, kind, user),
    action_ts: actionTs(workspace),
    callback_id: callbackId,
    trigger_id: issueTrigger(workspace, user.id, null),
    ...(at && messagePart(context, userId, at)),
  };
  const answer = await deliverer.send(kind, userId, interactionBody(payload));
  if (answer.text === undefined && at !== undefined) {
    const text = answer.delivery.late ? 'operation_timeout' : 'dispatch_failed';
    const place = { channelId: at.channelId, messageTs: at.ts };
    workspace.state.notices.push({ userId, text, atMs: workspace.clock.now(), ...place });
    workspace.changed();
  }
  return answer.delivery;
}

function messagePart(context: ClientContext, userId: string, at: MessageRef): object {
  const { workspace } = context;
  const channel = openChannel(context, userId, at.channelId);
  const message = findMessage(workspace, at.channelId, at.ts);
  if (message === undefined) throw new ClientError('not_there', `no message ${at.ts}`);
  const responseUrlId = issueResponseUrl(workspace, {
    userId,
    channelId: channel.id,
    sourceTs: message.ts,
    sourceIsEphemeral: false,
  });
  return {
    response_url: context.responseUrl(responseUrlId),
    message_ts: message.ts,
    channel: { id: channel.id, name: channelName(channel) },
    message,
  };
}
