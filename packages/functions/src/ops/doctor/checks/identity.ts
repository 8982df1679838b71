import type { SlackSecret } from '../../../runtime/secrets/slack-secret.ts';
import { type Finding, faulty, fine } from '../finding.ts';
import type { SlackAccess } from './slack-token.ts';

/** Whether the secret's ids are those of the token's workspace and bot: deliveries are checked by them. */
export function checkIdentity(
  { teamId, botId, botUserId }: SlackSecret,
  access: SlackAccess,
  stage: string,
): Finding {
  if (access.botId === undefined || access.botUserId === undefined)
    return faulty(
      'the token is not that of a bot',
      `Use the "Bot User OAuth Token" of the app: npm run secrets -- edit slack --stage ${stage}`,
    );
  const wrong = [
    ...(teamId === access.teamId ? [] : [`teamId (Slack says ${access.teamId})`]),
    ...(botId === access.botId ? [] : [`botId (Slack says ${access.botId})`]),
    ...(botUserId === access.botUserId ? [] : [`botUserId (Slack says ${access.botUserId})`]),
  ];
  if (wrong.length === 0) return fine(`${access.team} (${access.teamId})`, undefined);
  return faulty(
    `the secret does not agree with the token: ${wrong.join(', ')}`,
    `Correct them: npm run secrets -- edit slack --stage ${stage}`,
  );
}
