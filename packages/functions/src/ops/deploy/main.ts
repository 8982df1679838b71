import { createInterface } from 'node:readline/promises';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { awsConfig } from '../aws-config.ts';
import { startTool } from '../start-tool.ts';
import { groupSize } from './group-size.ts';
import { runDeploy } from './run-deploy.ts';
import { sstDeploy } from './sst-deploy.ts';

const { stdin, stderr } = process;
const root = process.cwd();

await startTool((args, output, env) =>
  runDeploy(args, output, {
    env,
    root,
    lambdaIn: (region) => new LambdaClient(awsConfig({ region })),
    confirm: stdin.isTTY ? confirm : undefined,
    groupSize,
    deploy: (stage) => sstDeploy(stage, env, { root, output }),
  }),
);

async function confirm(question: string): Promise<boolean> {
  const terminal = createInterface({ input: stdin, output: stderr });
  const answer = await terminal.question(`${question} [y/N] `);
  terminal.close();
  return /^y(?:es)?$/i.test(answer.trim());
}
