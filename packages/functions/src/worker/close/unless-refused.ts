import { ThreadGoneError } from '../../posting/thread-reply.ts';
import type { Log } from '../../runtime/log.ts';
import { isLasting, isOfChannel, refusalOf } from '../../slack-api/errors.ts';

type Written = 'card' | 'question' | 'line' | 'direct message';

/**
 * The result of a write to Slack, or `undefined` if Slack refuses it permanently.
 * @throws if a retry may help, or if the channel refuses everything, which says nothing about this message
 */
export async function unlessRefused<T>(
  log: Pick<Log, 'warn'>,
  what: Written,
  write: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await write();
  } catch (error) {
    const refusal = error instanceof ThreadGoneError ? 'thread_gone' : refusalOf(error);
    if (refusal === undefined || !isForGood(refusal, what)) throw error;
    log.warn('write_refused', { what, refusal });
    return undefined;
  }
}

function isForGood(refusal: string, what: Written): boolean {
  if (refusal === 'thread_gone') return true;
  return isLasting(refusal) && (what === 'direct message' || !isOfChannel(refusal));
}
