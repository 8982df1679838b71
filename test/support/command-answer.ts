import type { Sandbox } from '@doo-repush/sandbox/sandbox';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { toldBy } from './requests.ts';

/** Sends the command in a channel. @returns the private response */
export function commandAnswer(
  sandbox: Sandbox,
  userId: string,
  text: string,
  channelId: string = people.approvals,
): Promise<string> {
  return toldBy(sandbox, userId, () =>
    sandbox.slack.client.command(userId, '/doo-repush', text, channelId),
  );
}
