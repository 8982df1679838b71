import { SlackApiError } from '../api-error.ts';
import { isJsonObject, parseJson } from '../json.ts';
import { declaresCommand, escapesCommand } from '../manifest.ts';
import { addEphemeral } from '../workspace/messages.ts';
import { type AnswerPlace, issueResponseUrl, postAnswer } from '../workspace/response-urls.ts';
import { issueTrigger } from '../workspace/triggers.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { activePerson, type ClientContext, openChannel } from './context.ts';
import type { Delivery } from './delivery.ts';
import { escapeCommandText } from './escape-command.ts';
import { channelName, LEGACY_TOKEN } from './payloads.ts';

function slackbotSays(workspace: Workspace, place: AnswerPlace, text: string): void {
  const { channelId, userId } = place;
  addEphemeral(workspace, { channelId, userId, from: 'slackbot', text });
}

/** Shows an app's response, plain text or JSON; an empty one shows nothing. */
function showAnswer(workspace: Workspace, place: AnswerPlace, text: string): string | null {
  if (text.trim() === '') return null;
  const parsed = parseJson(text);
  try {
    postAnswer(workspace, place, isJsonObject(parsed) ? parsed : { text });
    return null;
  } catch (error) {
    if (error instanceof SlackApiError) return 'invalid_command_response';
    throw error;
  }
}

/**
 * A person sends a slash command. The app's response appears as the app asks; a late, failed or
 * unusable one appears as Slack's own error. Returns undefined for a command that the app does not
 * declare.
 */
export async function sendCommand(
  context: ClientContext,
  userId: string,
  command: string,
  text: string,
  channelId: string,
): Promise<Delivery | undefined> {
  const { workspace, deliverer } = context;
  const user = activePerson(context, userId);
  const channel = openChannel(context, userId, channelId);
  const place: AnswerPlace = { userId, channelId, sourceTs: null, sourceIsEphemeral: false };
  if (!declaresCommand(context.manifest, command)) {
    slackbotSays(workspace, place, `${command} is not a valid command.`);
    return undefined;
  }
  const { team, app } = workspace.state;
  const body = new URLSearchParams({
    token: LEGACY_TOKEN,
    team_id: team.id,
    team_domain: team.domain,
    channel_id: channelId,
    channel_name: channelName(channel),
    user_id: userId,
    user_name: user.name,
    command,
    text: escapesCommand(context.manifest, command)
      ? escapeCommandText(text, workspace.state)
      : text,
    api_app_id: app.id,
    is_enterprise_install: 'false',
    response_url: context.responseUrl(issueResponseUrl(workspace, place)),
    trigger_id: issueTrigger(workspace, userId, null),
  });
  const { delivery, text: answer } = await deliverer.send('command', userId, body.toString());
  const problem = answer === undefined ? undefined : showAnswer(workspace, place, answer);
  if (problem === null) return delivery;
  if (problem !== undefined) delivery.error = problem;
  const shown = delivery.late ? 'operation_timeout' : (problem ?? 'dispatch_failed');
  slackbotSays(workspace, place, `${command} failed with the error "${shown}"`);
  return delivery;
}
