import type { BlockAction } from '@slack/bolt';

/**
 * The thread of a click. A response without it goes to the channel's root, where the person does not look
 * (bolt-js issues 963 and 2170).
 * @returns `undefined` for a message in the root, whose `thread_ts` is its own timestamp
 */
export function clickedThread({ message, container }: BlockAction): string | undefined {
  const threadTs: unknown = message?.thread_ts ?? container?.thread_ts;
  const ts: unknown = message?.ts ?? container?.message_ts;
  return typeof threadTs === 'string' && threadTs !== ts ? threadTs : undefined;
}
