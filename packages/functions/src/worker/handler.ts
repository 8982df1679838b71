import * as z from 'zod';
import { createLog } from '../log.ts';
import { createSecrets } from '../secrets.ts';
import { readSettings } from '../settings.ts';
import { createSlackClient } from '../slack/client.ts';
import { parseSlackSecret } from '../slack/secret.ts';
import { createReadEnding } from './execution-ending.ts';
import { reconcile } from './reconcile.ts';

/** Nobody waits behind a call of the worker. */
const SLACK_TIMEOUT_MS = 10_000;

/** What `worker` is asked to do. A schedule sends an event of AWS, which means reconcile. */
const taskSchema = z.union([
  z.object({ v: z.literal(1), task: z.literal('reconcile') }),
  z.object({ source: z.literal('aws.events') }),
]);

/** What a run of the worker came to. */
export interface WorkerResult {
  readonly closed: number;
}

/**
 * The worker from its environment.
 * @throws SettingsError that names every fault; ZodError for an event that is no task
 */
export function createWorkerHandler(
  env: Readonly<Record<string, string | undefined>>,
): (event: unknown) => Promise<WorkerResult> {
  const settings = readSettings('worker', env);
  const now = () => Date.now();
  const log = createLog((line) => process.stdout.write(`${line}\n`), now);
  const secrets = createSecrets(now, log);
  const readEnding = createReadEnding();

  return async (event) => {
    taskSchema.parse(event);
    const secret = parseSlackSecret((await secrets.get(settings.SLACK_SECRET_ID)).text);
    const client = createSlackClient(secret.botToken, settings.SLACK_API_URL, SLACK_TIMEOUT_MS);
    const ledger = { client, botId: secret.botId, channel: settings.APPROVAL_CHANNEL };
    const closed = await reconcile({ ledger, readEnding, now, log });
    log.info('reconciled', { closed });
    return { closed };
  };
}
