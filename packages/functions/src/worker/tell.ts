import { errorKind } from '../log.ts';
import type { Message } from '../slack/blocks/message.ts';
import { sendDirectMessage } from '../slack/direct-message.ts';
import { patiently } from '../slack/patiently.ts';
import { answerThrough, isResponseUrl } from '../slack/response-url.ts';
import type { WorkerDeps } from './deps.ts';

/** Whom to tell, and how. */
export interface Asker {
  readonly userId: string;
  readonly responseUrl: string;
  /** The thread that the answer belongs in; left out for the channel's root. */
  readonly threadTs?: string | undefined;
}

/**
 * Tells a person privately, as the answer to what they did; where that is no longer possible, or the
 * address is not Slack's, as a direct message.
 * @throws where Slack does not take that either
 */
export async function tell(
  { userId, responseUrl, threadTs }: Asker,
  message: Message,
  deps: Pick<WorkerDeps, 'source' | 'telling' | 'allowLoopback' | 'log'>,
  replaces = false,
): Promise<void> {
  const { source, telling, allowLoopback, log } = deps;
  if (!isResponseUrl(responseUrl, allowLoopback)) {
    log.error('response_url_refused');
  } else {
    const answered = await patiently(telling, () =>
      answerThrough(responseUrl, { ...message, replaces, threadTs }),
    ).catch((error: unknown) => {
      log.warn('private_answer_failed', { error: errorKind(error) });
      return 'gone' as const;
    });
    if (answered === 'taken') return;
  }
  await patiently(telling, () => sendDirectMessage(source.client, userId, message));
}
