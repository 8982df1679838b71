import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SLACK_API_URL } from '../../runtime/slack-address.ts';
import { awsConfig } from '../aws-config.ts';
import { groupSize } from '../deploy/group-size.ts';
import { runDeploy } from '../deploy/run-deploy.ts';
import { sstDeploy } from '../deploy/sst-deploy.ts';
import { createCountedDoo } from '../doctor/counted-doo.ts';
import { startTool } from '../start-tool.ts';
import { createCloud } from './cloud.ts';
import { runSetup } from './run-setup.ts';

const root = process.cwd();
/** doo's own limits. */
const DOCUMENTED = { callIntervalMs: 1_000, callsPerDay: 1_000, allowLoopback: false };
const OPENERS: Readonly<Record<string, string>> = { darwin: 'open', linux: 'xdg-open' };

await startTool((args, output, env) =>
  runSetup(args, output, {
    root,
    input: process.stdin,
    cloud: createCloud(),
    slackApiUrl: SLACK_API_URL,
    terminal: process.stdin.isTTY
      ? async () => (await import('./terminal.ts')).terminalPrompts
      : undefined,
    deploy: (stage, deployOutput, confirm) =>
      runDeploy(['--stage', stage], deployOutput, {
        env,
        root,
        lambdaIn: (region) => new LambdaClient(awsConfig({ region })),
        confirm,
        groupSize,
        deploy: (name) => sstDeploy(name, env, { root, output }),
      }),
    openDoo: (secret) => createCountedDoo(secret, DOCUMENTED),
    open: showPage,
    now: () => Date.now(),
    wait: (ms) => sleep(ms),
  }),
);

/** The question names the page too, for where no browser can be opened. */
function showPage(url: string): void {
  const opener = OPENERS[process.platform];
  if (opener === undefined) return;
  spawn(opener, [url], { stdio: 'ignore', detached: true })
    .on('error', () => process.stderr.write('No browser could be opened here.\n'))
    .unref();
}
