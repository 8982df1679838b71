import type { BlockAction, RespondFn } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { section } from '../messages/message.ts';
import { sendDirectMessage } from '../posting/direct-message.ts';
import { errorKind } from '../runtime/log.ts';
import { clickedThread } from './clicks/clicked-thread.ts';
import type { SlackDeps } from './deps.ts';

type Telling = Pick<SlackDeps, 'deadline' | 'log'>;

/**
 * Responds to a click so that only the person who clicked sees it, in the thread of the click.
 * @throws if Slack refused the message or did not accept it in time. The delivery then stays unacknowledged
 * and gets an error response, so that Slack shows its own error rather than nothing.
 */
export function tellPrivately(
  { respond, body }: { readonly respond: RespondFn; readonly body: BlockAction },
  text: string,
  deps: Telling,
): Promise<void> {
  return answerPrivately(respond, text, clickedThread(body), deps);
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
  deps: Telling,
): Promise<void> {
  const thread = threadTs === undefined ? {} : { thread_ts: threadTs };
  // Bolt provides no `respond` for a click without a response URL, whatever its types say.
  return told(
    async () => respond({ response_type: 'ephemeral', replace_original: false, text, ...thread }),
    deps,
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
  deps: Telling,
): Promise<void> {
  return told(() => sendDirectMessage(client, userId, { text, blocks: [section(text)] }), deps);
}

async function told(tell: () => Promise<unknown>, { deadline, log }: Telling): Promise<void> {
  try {
    await deadline.wordsInTime(tell());
  } catch (error) {
    log.error('private_answer_failed', { error: errorKind(error) });
    throw error;
  }
}
