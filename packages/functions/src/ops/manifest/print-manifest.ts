import { parseArgs } from 'node:util';
import manifest from '../../../../../manifest.json' with { type: 'json' };
import { type Output, readOptions, readStage, runTool, UsageError } from '../command-line.ts';
import { readStageFile, stageTrouble } from '../stage/read.ts';
import { ofStage } from './of-stage.ts';
import { requestUrlFault, withRequestUrl } from './request-url.ts';
import { manifestFaults } from './schema.ts';

const USAGE =
  'Usage: npm run --silent manifest -- --url https://… [--stage <stage>] [--allow-loopback]';

/**
 * Prints the manifest of a stage's Slack app, of production where none is named, with its address
 * filled in.
 * @param root where the folder of the stages' files is
 * @returns the exit code
 */
export function printManifest(
  args: readonly string[],
  output: Output,
  root: string = process.cwd(),
): Promise<number> {
  return runTool(USAGE, args, output, async () => {
    const options = {
      url: { type: 'string' },
      stage: { type: 'string', default: 'production' },
      'allow-loopback': { type: 'boolean', default: false },
    } as const;
    const { values } = readOptions(() => parseArgs({ args: [...args], options }));
    if (values.url === undefined) throw new UsageError('--url is missing');
    const fault = requestUrlFault(values.url, values['allow-loopback']);
    if (fault !== undefined) throw new UsageError(`--url ${fault}`);
    const stage = readStage(values.stage);
    const reading = await readStageFile(root, stage);
    if (reading.kind === 'unusable') {
      output.err(`${stageTrouble(stage, reading)}\n`);
      return 1;
    }
    const command = reading.kind === 'read' ? reading.stage.command : undefined;
    const own = ofStage(manifest, stage, command);
    const filled = withRequestUrl(own, new URL(values.url).href);
    const faults = manifestFaults(filled);
    if (faults.length > 0) {
      output.err(`Slack would refuse this manifest.\n${faults.join('\n')}\n`);
      return 1;
    }
    output.out(`${JSON.stringify(filled, null, 2)}\n`);
    return 0;
  });
}
