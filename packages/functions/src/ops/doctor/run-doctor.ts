import { parseArgs } from 'node:util';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { createSecretFetcher } from '../../runtime/secrets/secrets-manager.ts';
import { awsConfig } from '../aws-config.ts';
import { type Output, readOptions, readStage, runTool } from '../command-line.ts';
import { stageFileOf } from '../stage/pinned.ts';
import { examine } from './doctor.ts';
import { reportJson, stepText, summaryText } from './report.ts';

const USAGE =
  'Usage: npm run doctor -- --stage <stage> [--json] [--skip-doo] [--all-organizations] [--allow-loopback]';

const TIMEOUT_MS = 10_000;

const OPTIONS = {
  stage: { type: 'string' },
  json: { type: 'boolean', default: false },
  'skip-doo': { type: 'boolean', default: false },
  'all-organizations': { type: 'boolean', default: false },
  'allow-loopback': { type: 'boolean', default: false },
} as const;

/**
 * Looks at an installation and reports.
 * @param root where the folder of the stages' files is
 * @returns the exit code: 1 when a check failed
 */
export function runDoctor(
  args: readonly string[],
  output: Output,
  root: string = process.cwd(),
): Promise<number> {
  return runTool(USAGE, args, output, async () => {
    const { values } = readOptions(() => parseArgs({ args: [...args], options: OPTIONS }));
    const stage = readStage(values.stage);
    const file = await stageFileOf(root, stage);
    const region = file && { region: file.region };
    const steps = await examine({
      stage,
      file,
      output,
      lambda: new LambdaClient(awsConfig(region)),
      fetchSecret: createSecretFetcher({ timeoutMs: TIMEOUT_MS, ...region }),
      now: () => Date.now(),
      allowLoopback: values['allow-loopback'],
      skipDoo: values['skip-doo'],
      allOrganizations: values['all-organizations'],
      onStep: (step) => values.json || output.out(stepText(step, output.isColourful === true)),
    });
    output.out(values.json ? reportJson(stage, steps) : summaryText(stage, steps));
    return steps.some(({ state }) => state === 'failed') ? 1 : 0;
  });
}
