import type { RespondFn } from '@slack/bolt';
import { errorKind, type Log } from '../log.ts';

/**
 * Answers a click where only the person who clicked sees it. The response address serves five
 * times in thirty minutes (Slack docs: Handling user interaction); a failure is logged, since the
 * click itself has been dealt with.
 */
export async function tellPrivately(respond: RespondFn, text: string, log: Log): Promise<void> {
  try {
    await respond({ response_type: 'ephemeral', replace_original: false, text });
  } catch (error) {
    log.error('private_answer_failed', { error: errorKind(error) });
  }
}
