import type { WebClient } from '@slack/web-api';
import type { Form } from '../messages/forms.ts';
import { type Message, NO_UNFURL } from '../slack-api/message.ts';
import { writeTaken } from './write-taken.ts';

/** Opens the bot's direct-message channel with a person, without posting to it. */
export async function directChannel(client: WebClient, userId: string): Promise<string> {
  const opened = await client.conversations.open({ users: userId });
  const channel = opened.channel?.id;
  if (channel === undefined) throw new Error('Slack named no direct-message channel');
  return channel;
}

/**
 * Posts to a direct-message channel as the bot.
 * @returns the message's timestamp, or `undefined` if Slack returned none
 */
export async function writeDirectly(
  client: WebClient,
  channel: string,
  form: Form,
): Promise<string | undefined> {
  return (await client.chat.postMessage({ channel, ...form, ...NO_UNFURL })).ts;
}

/** Sends a person a direct message in the richest form that Slack accepts; same result. */
export async function sendDirectMessage(
  client: WebClient,
  userId: string,
  message: Message,
): Promise<string | undefined> {
  const channel = await directChannel(client, userId);
  return writeTaken(message, (form) => writeDirectly(client, channel, form));
}
