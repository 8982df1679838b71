import { setTimeout as sleep } from 'node:timers/promises';
import { createLog, type Log } from '../log.ts';
import { createSecrets } from '../secrets.ts';
import { readSettings } from '../settings.ts';
import { createSlackClient } from '../slack/client.ts';
import type { Patience } from '../slack/patiently.ts';
import { createPeople, peopleConfig } from '../slack/people.ts';
import { parseSlackSecret } from '../slack/secret.ts';
import type { WorkerDeps } from './deps.ts';
import { createReadEnding } from './execution-ending.ts';
import { fillHome } from './home.ts';
import { closeAll, closeOne } from './reconcile.ts';
import { taskSchema, type WorkerTask } from './task.ts';

/** Nobody waits behind a single call of the worker. */
const SLACK_TIMEOUT_MS = 10_000;
/** A person who asked to see something gets it within a minute, or hears why not. */
const READ_WITHIN_MS = 45_000;
/** The function has five minutes. */
const RECONCILE_WITHIN_MS = 240_000;
const TELL_WITHIN_MS = 10_000;

/** What a run of the worker came to: counts and states, for whoever invokes it by hand. */
export type WorkerResult = Readonly<Record<string, string | number>>;

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

  async function depsOf(task: WorkerTask): Promise<WorkerDeps> {
    const secret = parseSlackSecret((await secrets.get(settings.SLACK_SECRET_ID)).text);
    const client = createSlackClient(secret.botToken, settings.SLACK_API_URL, SLACK_TIMEOUT_MS);
    const source = { client, botId: secret.botId, channel: settings.APPROVAL_CHANNEL };
    const people = createPeople(client, peopleConfig(settings, secret.teamId), now, log);
    const readWithinMs = task.task === 'reconcile' ? RECONCILE_WITHIN_MS : READ_WITHIN_MS;
    const reading = patience(readWithinMs, now, log);
    const telling = patience(readWithinMs + TELL_WITHIN_MS, now, log);
    return { source, people, reading, telling, now, log };
  }

  return async (event) => {
    const task = taskSchema.parse(event);
    const deps = await depsOf(task);
    const result = await run(task);
    log.info('task_done', { task: task.task, ...result });
    return result;

    async function run(it: WorkerTask): Promise<WorkerResult> {
      switch (it.task) {
        case 'reconcile':
          return { closed: await closeAll({ ...deps, readEnding }) };
        case 'close':
          return { closed: await closeOne(it.ts, { ...deps, readEnding }) };
        case 'home':
          return { shown: await fillHome(it.userId, deps) };
      }
    }
  };
}

function patience(withinMs: number, now: () => number, log: Log): Patience {
  return { deadlineMs: now() + withinMs, now, sleep: (ms) => sleep(ms), log };
}
