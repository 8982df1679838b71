import type { WebClient } from '@slack/web-api';
import { buildHome, buildShortHome, type Home } from '../messages/home.ts';
import { refusalOf, refusedPart } from '../slack-api/errors.ts';

/**
 * Publishes a person's Home tab, without its list of requests if Slack refuses it with them.
 * @throws any error other than a refusal of the content
 */
export async function publishView(client: WebClient, userId: string, home: Home): Promise<void> {
  try {
    await client.views.publish({ user_id: userId, view: buildHome(home) });
  } catch (error) {
    const part = refusedPart(refusalOf(error) ?? '');
    if (part === undefined) throw error;
    await client.views.publish({ user_id: userId, view: buildShortHome(home) });
  }
}
