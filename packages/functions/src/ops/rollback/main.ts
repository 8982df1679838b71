import { createInterface } from 'node:readline/promises';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { awsConfig } from '../aws-config.ts';
import { startTool } from '../start-tool.ts';
import { redeploy } from './redeploy.ts';
import { runRollback } from './run-rollback.ts';

const { stdin, stderr } = process;
const root = process.cwd();

await startTool((args, output, env) =>
  runRollback(args, output, {
    root,
    lambdaIn: (region) => new LambdaClient(awsConfig({ region })),
    confirm: stdin.isTTY ? confirm : undefined,
    redeploy: (commit, stage, isSure) => redeploy({ commit, stage, isSure }, { root, env, output }),
  }),
);

async function confirm(question: string): Promise<boolean> {
  const terminal = createInterface({ input: stdin, output: stderr });
  const answer = await terminal.question(`${question} [y/N] `);
  terminal.close();
  return /^y(?:es)?$/i.test(answer.trim());
}
