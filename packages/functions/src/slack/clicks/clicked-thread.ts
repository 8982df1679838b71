import type { BlockAction } from '@slack/bolt';

/**
 * The thread that a click was made in: an answer that does not name it stands in the channel's root,
 * where the person does not look (bolt-js issues 963 and 2170).
 * @returns `undefined` for a message of the root, whose own `thread_ts` is its time
 */
export function clickedThread({ message, container }: BlockAction): string | undefined {
  const threadTs: unknown = message?.thread_ts ?? container?.thread_ts;
  const ts: unknown = message?.ts ?? container?.message_ts;
  return typeof threadTs === 'string' && threadTs !== ts ? threadTs : undefined;
}
