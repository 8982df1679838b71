import { type ChatPostMessageArguments, WebAPIPlatformError, type WebClient } from '@slack/web-api';
import { STRAY_LINE } from '../messages/thread/stray.ts';

/** The message to reply to is gone. No reply remains anywhere. */
export class ThreadGoneError extends Error {
  override readonly name = 'ThreadGoneError';
}

type Reply = Extract<ChatPostMessageArguments, { thread_ts?: string }> & {
  readonly channel: string;
  readonly thread_ts: string;
};

/** How to attempt the calls of a reply. */
export interface Trying {
  readonly once: <T>(call: () => Promise<T>) => Promise<T>;
  readonly repeatedly: <T>(call: () => Promise<T>) => Promise<T>;
}

const PLAINLY: Trying = { once: (call) => call(), repeatedly: (call) => call() };

/** Refusals of a deletion that no retry changes (Slack docs: chat.delete). */
const STAYS = ['cant_delete_message', 'compliance_exports_prevent_deletion'];

/**
 * Posts a reply. If its parent is gone, Slack posts the reply to the channel's root and responds without
 * `thread_ts` (slack-go issue 1571); the reply is then removed.
 * @returns the reply's timestamp, or `undefined` if Slack returned none
 * @throws ThreadGoneError once such a reply is removed; any other error may leave it in the root
 */
export async function postReply(
  client: WebClient,
  reply: Reply,
  { once, repeatedly } = PLAINLY,
): Promise<string | undefined> {
  const answer = await once(() => client.chat.postMessage(reply));
  const { ts, message } = answer;
  const threadTs = message?.thread_ts ?? ('thread_ts' in answer ? answer.thread_ts : undefined);
  if (ts === undefined || (typeof threadTs === 'string' && threadTs !== ts)) return ts;
  await repeatedly(() => removeStray(client, reply.channel, ts));
  throw new ThreadGoneError('the message to reply to is gone');
}

/**
 * Deletes a reply from the channel's root. If Slack refuses, replaces its content by a note that there is
 * nothing to do.
 */
export async function removeStray(client: WebClient, channel: string, ts: string): Promise<void> {
  try {
    await client.chat.delete({ channel, ts });
  } catch (error) {
    const name = error instanceof WebAPIPlatformError ? error.data.error : undefined;
    if (name === 'message_not_found') return;
    if (name === undefined || !STAYS.includes(name)) throw error;
    // An empty object removes the metadata (Slack docs: chat.update); the SDK's types do not allow it.
    await client.apiCall('chat.update', { channel, ts, ...STRAY_LINE, metadata: {} });
  }
}
