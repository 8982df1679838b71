import type { BlockAction, RespondFn } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { section } from '../messages/message.ts';
import { sendDirectMessage } from '../posting/direct-message.ts';
import { errorKind, type Log } from '../runtime/log.ts';
import { clickedThread } from './clicks/clicked-thread.ts';
import { wordsInTime } from './deadline.ts';

/**
 * Answers a click where only the person who clicked sees it, in the thread that it was made in.
 * @throws when Slack did not take the words, or not in time: left unacknowledged, the delivery is
 *   answered with an error, and Slack shows its own sign instead of nothing
 */
export function tellPrivately(
  { respond, body }: { readonly respond: RespondFn; readonly body: BlockAction },
  text: string,
  log: Log,
): Promise<void> {
  return answerPrivately(respond, text, clickedThread(body), log);
}

/**
 * The same for whatever has a response address, which serves five times in thirty minutes (Slack docs: Handling
 * user interaction).
 * @throws as `tellPrivately`
 */
export function answerPrivately(
  respond: RespondFn,
  text: string,
  threadTs: string | undefined,
  log: Log,
): Promise<void> {
  const thread = threadTs === undefined ? {} : { thread_ts: threadTs };
  // Bolt has no `respond` for a click that came without a response address, whatever its types say.
  return told(
    async () => respond({ response_type: 'ephemeral', replace_original: false, text, ...thread }),
    log,
  );
}

/**
 * The same as a direct message, for what was done in a Home tab or a form: they have no such address.
 * @throws as `tellPrivately`
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
