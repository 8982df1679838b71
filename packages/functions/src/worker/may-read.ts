import { WebAPIPlatformError } from '@slack/web-api';
import { section } from '../messages/message.ts';
import { mayNotRead } from '../messages/reading-text.ts';
import { errorKind } from '../runtime/log.ts';
import { readReader } from '../slack-api/authorize.ts';
import type { WorkerDeps } from './deps.ts';
import { type Asker, tell } from './tell.ts';

/**
 * Authorizes a reader of the ledger again, whatever the slack function decided: a task may have been
 * queued, and anyone who may invoke `worker` can write one. Tells people who are refused, unless Slack
 * cannot write to them.
 * @throws if Slack did not answer; AWS retries the task, and whoever was promised an answer gets one
 */
export async function mayRead(asker: Asker, deps: WorkerDeps): Promise<boolean> {
  const { reading } = await readReader(deps.people, asker.userId);
  if (reading.allowed) return true;
  deps.log.warn('reading_refused', { reason: reading.reason });
  const text = mayNotRead(reading.reason, deps.source.channel, deps.people.channelTrouble());
  await tell(asker, { text, blocks: [section(text)] }, deps).catch((error: unknown) => {
    if (!(error instanceof WebAPIPlatformError)) throw error;
    deps.log.warn('refusal_not_told', { error: errorKind(error) });
  });
  return false;
}
