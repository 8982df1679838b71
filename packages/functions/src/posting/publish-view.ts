import type { WebClient } from '@slack/web-api';
import { buildHome, buildShortHome, type Home } from '../messages/home.ts';
import { refusalOf, refusedPart } from '../slack-api/errors.ts';

/**
 * Publishes a person's Home tab; where Slack does not take it, without the requests.
 * @throws what is no refusal of its content
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
