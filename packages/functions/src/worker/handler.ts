import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createReadEnding } from '../executions/ending.ts';
import type { EndedTask } from '../model/status-event.ts';
import { taskSchema, type WorkerTask } from '../model/worker-task.ts';
import { createLog, type Log } from '../runtime/log.ts';
import { createSecrets } from '../runtime/secrets/secret-store.ts';
import { parseSlackSecret } from '../runtime/secrets/slack-secret.ts';
import { readSettings } from '../runtime/settings.ts';
import { PATIENT_CALL_MS } from '../slack-api/call-times.ts';
import { createSlackClient } from '../slack-api/client.ts';
import { createPeople, peopleConfig } from '../slack-api/directory.ts';
import type { Patience } from '../slack-api/retry.ts';
import { closeExecution } from './close/close-execution.ts';
import type { WorkerDeps } from './deps.ts';
import { exportLedger } from './export/export-ledger.ts';
import { showHistory } from './history.ts';
import { fillHome } from './home.ts';
import { mayRead } from './may-read.ts';
import { closeOne, reconcileAll } from './reconcile.ts';

type Task = WorkerTask | EndedTask;

/**
 * A person who asked to see something gets it, or an explanation, within a minute. A file may take longer,
 * to be complete. The function's timeout is five minutes.
 */
const READ_WITHIN_MS: Readonly<Record<Task['task'], number>> = {
  home: 45_000,
  history: 45_000,
  close: 45_000,
  export: 200_000,
  reconcile: 240_000,
  ended: 240_000,
};
const TELL_WITHIN_MS = 10_000;
const SEND_FILE_WITHIN_MS = 70_000;

/** The result of a run, counts and states, for whoever invokes the worker by hand. */
export type WorkerResult = Readonly<Record<string, string | number>>;

/**
 * Creates the worker from its environment.
 * @throws SettingsError that names every invalid setting; ZodError for an event that is not a task
 */
export function createWorkerHandler(
  env: Readonly<Record<string, string | undefined>>,
): (event: unknown) => Promise<WorkerResult> {
  const settings = readSettings('worker', env);
  const now = () => Date.now();
  const log = createLog((line) => process.stdout.write(`${line}\n`), now, {
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
  });
  const secrets = createSecrets(now, log);
  const readEnding = createReadEnding();

  const told = new Set<string>();

  async function depsOf(task: Task): Promise<WorkerDeps> {
    const secret = parseSlackSecret((await secrets.get(settings.slackSecretId)).text);
    const client = createSlackClient(secret.botToken, settings.slackApiUrl, PATIENT_CALL_MS);
    const source = { client, botId: secret.botId, channel: settings.approvalChannel };
    const people = createPeople(client, peopleConfig(settings, secret.teamId), now, log);
    const readWithinMs = READ_WITHIN_MS[task.task];
    const tellWithinMs = task.task === 'export' ? SEND_FILE_WITHIN_MS : TELL_WITHIN_MS;
    return {
      source,
      people,
      teamId: secret.teamId,
      reading: patience(readWithinMs, now, log),
      telling: patience(readWithinMs + tellWithinMs, now, log),
      timeZone: settings.dooTimeZone,
      command: settings.command,
      allowLoopback: settings.allowLoopback,
      newReference: () => randomBytes(3).toString('hex').toUpperCase(),
      now,
      log,
    };
  }

  return async (event) => {
    const task: Task | undefined = taskSchema.parse(event);
    if (task === undefined) return { closed: 0, told: 0 };
    const deps = await depsOf(task);
    const result = await run(task);
    log.info('task_done', { task: task.task, ...result });
    return result;

    async function run(it: Task): Promise<WorkerResult> {
      switch (it.task) {
        case 'ended':
          return closeExecution(it, settings.repushFunction, { ...deps, readEnding, told });
        case 'reconcile':
          return reconcileAll(settings.repushFunction, { ...deps, readEnding, told });
        case 'close':
          return { closed: await closeOne(it.ts, { ...deps, readEnding, told }) };
        case 'home':
          return { shown: await fillHome(it.userId, deps) };
        case 'history':
          if (!(await mayRead(it, deps))) return { shown: 0 };
          return { shown: await showHistory(it, it.page, it.replaces, deps) };
        case 'export':
          if (!(await mayRead(it, deps))) return { lines: 0 };
          return { lines: await exportLedger(it, it, deps) };
      }
    }
  };
}

function patience(withinMs: number, now: () => number, log: Log): Patience {
  return { deadlineMs: now() + withinMs, now, sleep: (ms) => sleep(ms), log };
}
