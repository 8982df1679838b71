import type { WebClient } from '@slack/web-api';
import { slackErrorName } from '../../../slack-api/errors.ts';
import { type Finding, faulty, fine } from '../finding.ts';

/** Whether the approval channel is there and the app is in it (conversations.info). */
export async function checkChannel(client: WebClient, channelId: string): Promise<Finding> {
  try {
    const { channel } = await client.conversations.info({ channel: channelId });
    const name = `#${channel?.name ?? channelId}`;
    if (channel?.is_archived)
      return faulty(
        `${name} is archived`,
        'Unarchive it, or deploy with another APPROVAL_CHANNEL.',
      );
    if (!channel?.is_member)
      return faulty(
        `the app is not in ${name}`,
        `Invite the app: write /invite in ${name} and choose it.`,
      );
    const shared = channel.is_ext_shared ? '; shared with other workspaces, which read it too' : '';
    return fine(`${name}${shared}`, undefined);
  } catch (error) {
    const name = slackErrorName(error);
    return faulty(
      `${channelId}: ${name}`,
      name === 'channel_not_found'
        ? 'Invite the app if the channel is private; else correct APPROVAL_CHANNEL and deploy again.'
        : 'Run the doctor again; if it stays, look the name up in the documents of conversations.info.',
    );
  }
}
