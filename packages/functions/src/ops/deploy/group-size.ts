import { namesOf } from '../../runtime/installation-names.ts';
import { createSecretFetcher } from '../../runtime/secrets/secrets-manager.ts';
import { parseSlackSecret } from '../../runtime/secrets/slack-secret.ts';
import { createSlackClient } from '../../slack-api/client.ts';

const TIMEOUT_MS = 10_000;
const SLACK_API_URL = 'https://slack.com/api/';

/** How many people a user group has; `undefined` before there is a Slack app, and where Slack does not say. */
export async function groupSize(
  groupId: string,
  stage: string,
  region: string,
): Promise<number | undefined> {
  try {
    const fetchSecret = createSecretFetcher({ timeoutMs: TIMEOUT_MS, region });
    const { botToken } = parseSlackSecret(await fetchSecret(namesOf(stage).secrets.slack));
    const client = createSlackClient(botToken, SLACK_API_URL, TIMEOUT_MS);
    const { users } = await client.usergroups.users.list({ usergroup: groupId });
    return users?.length;
  } catch {
    return undefined;
  }
}
