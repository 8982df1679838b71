import type { BlockAction, RespondFn } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { section } from '../messages/message.ts';
import { sendDirectMessage } from '../posting/direct-message.ts';
import { errorKind, type Log } from '../runtime/log.ts';
import { clickedThread } from './clicks/clicked-thread.ts';
import { wordsInTime } from './deadline.ts';

/**
 * Responds to a click so that only the person who clicked sees it, in the thread of the click.
 * @throws if Slack refused the message or did not accept it in time. The delivery then stays unacknowledged
 * and gets an error response, so that Slack shows its own error rather than nothing.
 */
export function tellPrivately(
  { respond, body }: { readonly respond: RespondFn; readonly body: BlockAction },
  text: string,
  log: Log,
): Promise<void> {
  return answerPrivately(respond, text, clickedThread(body), log);
}

/**
 * The same for anything with a response URL, which works five times within thirty minutes (Slack docs:
 * Handling user interaction).
 * @throws like `tellPrivately`
 */
export function answerPrivately(
  respond: RespondFn,
  text: string,
  threadTs: string | undefined,
  log: Log,
): Promise<void> {
  const thread = threadTs === undefined ? {} : { thread_ts: threadTs };
  // Bolt provides no `respond` for a click without a response URL, whatever its types say.
  return told(
    async () => respond({ response_type: 'ephemeral', replace_original: false, text, ...thread }),
    log,
  );
}

/**
 * The same as a direct message, for the Home tab and forms, which have no response URL.
 * @throws like `tellPrivately`
 */
export function tellDirectly(
  client: WebClient,
  userId: string,
  text: string,
  log: Log,
): Promise<void> {
  return told(() => sendDirectMessage(client, userId, { text, blocks: [section(text)] }), log);
}

async function told(tell: () => Promise<unknown>, log: Log): Promise<void> {
  try {
    await wordsInTime(tell());
  } catch (error) {
    log.error('private_answer_failed', { error: errorKind(error) });
    throw error;
  }
}
