import { namesOf } from '../../runtime/installation-names.ts';
import {
  createSecretFetcher,
  SecretUnreadableError,
} from '../../runtime/secrets/secrets-manager.ts';
import { parseSlackSecret, SlackSecretError } from '../../runtime/secrets/slack-secret.ts';
import { SLACK_API_URL } from '../../runtime/slack-address.ts';
import { createSlackClient } from '../../slack-api/client.ts';
import { slackErrorName } from '../../slack-api/errors.ts';

const TIMEOUT_MS = 10_000;

/** How many people a user group has, or why nobody counted them. */
export type GroupSize = { readonly people: number } | { readonly unread: string };

/** Counts the members of a user group, as the app of the stage sees them. Never rejects. */
export async function groupSize(
  groupId: string,
  stage: string,
  region: string,
  slackApiUrl: string = SLACK_API_URL,
): Promise<GroupSize> {
  try {
    const fetchSecret = createSecretFetcher({ timeoutMs: TIMEOUT_MS, region });
    const { botToken } = parseSlackSecret(await fetchSecret(namesOf(stage).secrets.slack));
    const client = createSlackClient(botToken, slackApiUrl, TIMEOUT_MS);
    const { users = [] } = await client.usergroups.users.list({ usergroup: groupId });
    return { people: users.length };
  } catch (error) {
    return { unread: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof SlackSecretError) return 'there is no Slack app yet';
  if (!(error instanceof SecretUnreadableError)) return `Slack: ${slackErrorName(error)}`;
  return error.code === 'not_found'
    ? 'there is no Slack app yet'
    : `${error.secretId}: ${error.code}`;
}
