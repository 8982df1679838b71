import { sendDirectMessage } from '../posting/direct-message.ts';
import { answerPrivately } from '../posting/private-answer.ts';
import type { Message } from '../slack-api/message.ts';
import { patiently } from '../slack-api/retry.ts';
import type { WorkerDeps } from './deps.ts';

/** Whom to tell, and through which address. */
export interface Asker {
  readonly userId: string;
  readonly responseUrl: string;
  /** The thread that the response belongs to; by default the channel's root. */
  readonly threadTs?: string | undefined;
}

type Telling = Pick<WorkerDeps, 'source' | 'teamId' | 'telling' | 'allowLoopback' | 'log'>;

/**
 * Responds to a person privately; if that is no longer possible, or the response URL is not one of our
 * workspace, sends a direct message.
 * @throws if Slack refuses that too
 */
export async function tell(
  { userId, responseUrl, threadTs }: Asker,
  message: Message,
  { source, telling, ...deps }: Telling,
  replaces = false,
): Promise<void> {
  const { client } = source;
  const attempt = <T>(call: () => Promise<T>) => patiently(telling, call);
  const answering = { ...deps, client, attempt };
  if (await answerPrivately(responseUrl, message, answering, { threadTs, replaces })) return;
  await patiently(telling, () => sendDirectMessage(client, userId, message));
}
