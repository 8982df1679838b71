import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { createExecutions } from '../../executions/executions.ts';
import { postDifferences, type Reconciled, reconcile } from '../../reconcile/reconcile.ts';
import type { Patience } from '../../slack-api/retry.ts';
import { awsConfig } from '../aws-config.ts';
import { type Output, readOptions, readStage, runTool, UsageError } from '../command-line.ts';
import { readSpan } from '../span.ts';
import { pinnedRegion } from '../stage/pinned.ts';
import { whileWaiting } from '../waiting.ts';
import {
  deployedInstallation,
  environmentInstallation,
  type Installation,
} from './installation.ts';
import { reconcileJson, reconcileText } from './report.ts';
import { troubleOf, troubleText } from './trouble.ts';

const USAGE =
  'Usage: npm run reconcile -- [--since 7d] [--stage <stage>] [--json] [--post] [--allow-loopback]\n' +
  '--post also tells the channel what differs.\n' +
  'Without --stage the settings of this environment are taken, like those of a function.';

const OPTIONS = {
  since: { type: 'string', default: '7d' },
  stage: { type: 'string' },
  json: { type: 'boolean', default: false },
  post: { type: 'boolean', default: false },
  /** What is so anyway; it was an option before. */
  'no-post': { type: 'boolean', default: false },
  'allow-loopback': { type: 'boolean', default: false },
} as const;

const TIMEOUT_MS = 20_000;
const WITHIN_MS = 30 * 60_000;

/**
 * Compares the ledger with the executions that AWS knows, prints what differs, and with `--post` tells the
 * channel.
 * @param root where the folder of the stages' files is
 * @returns the exit code: 0 all is the same, 1 something differs, 2 it could not be compared
 */
export function runReconcile(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  output: Output,
  root: string = process.cwd(),
  timeoutMs = TIMEOUT_MS,
): Promise<number> {
  return runTool(USAGE, args, output, async () => {
    const { values } = readOptions(() => parseArgs({ args: [...args], options: OPTIONS }));
    const sinceMs = Date.now() - readSpan(values.since);
    const stage = values.stage === undefined ? undefined : readStage(values.stage);
    const look = `npm run doctor${stage === undefined ? '' : ` -- --stage ${stage}`}`;
    const region = stage === undefined ? {} : await pinnedRegion(root, stage);
    const lambda = new LambdaClient(awsConfig(region, { timeoutMs, maxAttempts: 4 }));
    try {
      const installation =
        stage === undefined
          ? await environmentInstallation(env)
          : await deployedInstallation(stage, lambda, {
              allowLoopback: values['allow-loopback'],
              ...region,
            });
      const reconciled = await whileWaiting('Comparing cards with executions', output, () =>
        comparing(installation, sinceMs, lambda, output),
      );
      output.out((values.json ? reconcileJson : reconcileText)(reconciled, sinceMs));
      if (values.post && !values['no-post'])
        await postDifferences(reconciled, installation.source).catch((error: unknown) =>
          output.err(troubleText('The channel was not told what differs', troubleOf(error, look))),
        );
      return reconciled.differences.length === 0 ? 0 : 1;
    } catch (error) {
      if (error instanceof UsageError) throw error;
      output.err(troubleText('It could not be compared', troubleOf(error, look)));
      return 2;
    }
  });
}

function comparing(
  { source, repushFunction }: Installation,
  sinceMs: number,
  lambda: LambdaClient,
  { err }: Output,
): Promise<Reconciled> {
  const reading: Patience = {
    deadlineMs: Date.now() + WITHIN_MS,
    now: () => Date.now(),
    sleep: (ms) => sleep(ms),
    log: {
      warn: (_event, fields) => err(`Slack asks to wait for ${Number(fields?.waitMs) / 1000} s\n`),
    },
  };
  const executions = createExecutions(lambda, repushFunction);
  return reconcile(sinceMs, { source, executions, reading });
}
