import { type ChatPostMessageArguments, WebAPIPlatformError, type WebClient } from '@slack/web-api';
import { section } from '../messages/message.ts';
import type { Message } from '../slack-api/message.ts';

/** The message is gone that a reply was meant for. The reply stands nowhere. */
export class ThreadGoneError extends Error {
  override readonly name = 'ThreadGoneError';
}

type Reply = Extract<ChatPostMessageArguments, { thread_ts?: string }> & {
  readonly channel: string;
  readonly thread_ts: string;
};

/** How the calls of a reply are tried. */
export interface Trying {
  readonly once: <T>(call: () => Promise<T>) => Promise<T>;
  readonly repeatedly: <T>(call: () => Promise<T>) => Promise<T>;
}

const PLAINLY: Trying = { once: (call) => call(), repeatedly: (call) => call() };

/** Refusals to delete that stay (Slack docs: chat.delete). */
const STAYS = ['cant_delete_message', 'compliance_exports_prevent_deletion'];

const STRAY_TEXT =
  'This belonged below a card that somebody has deleted. There is nothing to do here.';
const STRAY: Message = { text: STRAY_TEXT, blocks: [section(STRAY_TEXT)] };

/**
 * Posts a reply. Below a message that is gone Slack shows it in the channel's root, and answers
 * without its `thread_ts` (slack-go issue 1571): it is taken away again.
 * @returns the time stamp of the reply, or `undefined` when Slack named none
 * @throws ThreadGoneError; whatever else goes wrong, when the reply may stand in the root
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

/** Takes a reply out of the channel's root; where Slack keeps it, nothing of it is left to do. */
export async function removeStray(client: WebClient, channel: string, ts: string): Promise<void> {
  try {
    await client.chat.delete({ channel, ts });
  } catch (error) {
    const name = error instanceof WebAPIPlatformError ? error.data.error : undefined;
    if (name === 'message_not_found') return;
    if (name === undefined || !STAYS.includes(name)) throw error;
    // An empty object removes the metadata (Slack docs: chat.update), which its types do not know.
    await client.apiCall('chat.update', { channel, ts, ...STRAY, metadata: {} });
  }
}
