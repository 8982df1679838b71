import { parseArgs } from 'node:util';
import manifest from '../../../../../slack-manifest.json' with { type: 'json' };
import { type Output, readOptions, runTool, UsageError } from '../command-line.ts';
import { requestUrlFault, withRequestUrl } from './request-url.ts';
import { manifestFaults } from './schema.ts';

const USAGE = 'Usage: npm run --silent manifest -- --url https://… [--allow-loopback]';

/** Prints the Slack app's manifest with its address filled in. @returns the exit code */
export function printManifest(args: readonly string[], output: Output): Promise<number> {
  return runTool(USAGE, output, () => {
    const options = {
      url: { type: 'string' },
      'allow-loopback': { type: 'boolean', default: false },
    } as const;
    const { values } = readOptions(() => parseArgs({ args: [...args], options }));
    if (values.url === undefined) throw new UsageError('--url is missing');
    const fault = requestUrlFault(values.url, values['allow-loopback']);
    if (fault !== undefined) throw new UsageError(`--url ${fault}`);
    const filled = withRequestUrl(manifest, new URL(values.url).href);
    const faults = manifestFaults(filled);
    if (faults.length > 0) {
      output.err(`Slack would refuse this manifest.\n${faults.join('\n')}\n`);
      return 1;
    }
    output.out(`${JSON.stringify(filled, null, 2)}\n`);
    return 0;
  });
}
