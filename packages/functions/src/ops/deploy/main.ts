import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { startTool } from '../start-tool.ts';
import { groupSize } from './group-size.ts';
import { runDeploy } from './run-deploy.ts';

const { stdin, stderr } = process;

await startTool((args, output, env) =>
  runDeploy(args, output, {
    env,
    root: process.cwd(),
    lambdaIn: (region) => new LambdaClient({ region, maxAttempts: 2 }),
    confirm: stdin.isTTY ? confirm : undefined,
    groupSize,
    deploy: (stage) => deploy(stage, env),
  }),
);

async function confirm(question: string): Promise<boolean> {
  const terminal = createInterface({ input: stdin, output: stderr });
  const answer = await terminal.question(`${question} [y/N] `);
  terminal.close();
  return /^y(?:es)?$/i.test(answer.trim());
}

async function deploy(
  stage: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  const commit = execFileSync(
    'git',
    ['describe', '--always', '--dirty', '--abbrev=40', '--exclude=*'],
    {
      encoding: 'utf8',
    },
  ).trim();
  const child = spawn('npx', ['sst', 'deploy', '--stage', stage], {
    stdio: 'inherit',
    env: { ...env, COMMIT: commit },
  });
  const [code] = await once(child, 'exit');
  return code ?? 1;
}
