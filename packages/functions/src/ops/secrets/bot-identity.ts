import { WebAPIPlatformError } from '@slack/web-api';
import type { SlackSecret } from '../../runtime/secrets/slack-secret.ts';
import { createSlackClient } from '../../slack-api/client.ts';
import { slackErrorName } from '../../slack-api/errors.ts';

const TIMEOUT_MS = 10_000;

export type BotIdentity =
  | { readonly ok: true; readonly ids: Pick<SlackSecret, 'botId' | 'botUserId' | 'teamId'> }
  | { readonly ok: false; readonly fault: string };

/** The ids that belong to a bot token, as Slack tells them (auth.test). Never rejects. */
export async function identifyBot(botToken: string, slackApiUrl: string): Promise<BotIdentity> {
  try {
    const client = createSlackClient(botToken, slackApiUrl, TIMEOUT_MS);
    const { bot_id: botId, user_id: botUserId, team_id: teamId } = await client.auth.test();
    if (botId === undefined || botUserId === undefined || teamId === undefined)
      return { ok: false, fault: 'botToken: is not the token of a bot' };
    return { ok: true, ids: { botId, botUserId, teamId } };
  } catch (error) {
    const name = slackErrorName(error);
    return error instanceof WebAPIPlatformError
      ? { ok: false, fault: `botToken: Slack does not take it (${name})` }
      : {
          ok: false,
          fault: `Slack could not be asked about botToken (${name}). Check the network, then try again.`,
        };
  }
}
