import type { WebClient } from '@slack/web-api';
import type { Message } from './blocks/message.ts';

/**
 * Writes to one person as the bot, in the direct-message channel that Slack names for the two.
 * @returns the time stamp of the message, or `undefined` when Slack named none
 */
export async function sendDirectMessage(
  client: WebClient,
  userId: string,
  message: Message,
): Promise<string | undefined> {
  const opened = await client.conversations.open({ users: userId });
  const channel = opened.channel?.id;
  if (channel === undefined) throw new Error('Slack named no direct-message channel');
  const quiet = { unfurl_links: false, unfurl_media: false };
  return (await client.chat.postMessage({ channel, ...message, ...quiet })).ts;
}
