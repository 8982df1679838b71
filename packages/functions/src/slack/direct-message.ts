import type { WebClient } from '@slack/web-api';
import type { Message } from './blocks/message.ts';

const QUIET = { unfurl_links: false, unfurl_media: false } as const;

/** The direct-message channel between the bot and one person; nothing is written by asking for it. */
export async function directChannel(client: WebClient, userId: string): Promise<string> {
  const opened = await client.conversations.open({ users: userId });
  const channel = opened.channel?.id;
  if (channel === undefined) throw new Error('Slack named no direct-message channel');
  return channel;
}

/**
 * Writes into a direct-message channel as the bot.
 * @returns the time stamp of the message, or `undefined` when Slack named none
 */
export async function writeDirectly(
  client: WebClient,
  channel: string,
  message: Message,
): Promise<string | undefined> {
  return (await client.chat.postMessage({ channel, ...message, ...QUIET })).ts;
}

/** Writes to one person as the bot; the same result as `writeDirectly`. */
export async function sendDirectMessage(
  client: WebClient,
  userId: string,
  message: Message,
): Promise<string | undefined> {
  return writeDirectly(client, await directChannel(client, userId), message);
}
