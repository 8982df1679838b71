import type { RespondFn } from '@slack/bolt';
import { errorKind, type Log } from '../log.ts';
import { inTime } from './answer-deadline.ts';

/** With what went before, still within the 3 s that Slack waits. */
const LEAST_MS = 400;

/**
 * Answers a click where only the person who clicked sees it. The response address serves five
 * times in thirty minutes (Slack docs: Handling user interaction); a failure, or no answer of
 * Slack's in time, is logged, since the click itself has been dealt with.
 */
export async function tellPrivately(respond: RespondFn, text: string, log: Log): Promise<void> {
  try {
    await inTime(respond({ response_type: 'ephemeral', replace_original: false, text }), LEAST_MS);
  } catch (error) {
    log.error('private_answer_failed', { error: errorKind(error) });
  }
}
