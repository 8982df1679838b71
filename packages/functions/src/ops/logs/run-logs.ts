import { parseArgs } from 'node:util';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { namesOf } from '../../runtime/installation-names.ts';
import { awsConfig } from '../aws-config.ts';
import { type Output, readOptions, readStage, runTool, UsageError } from '../command-line.ts';
import { readSpan } from '../span.ts';
import { pinnedRegion } from '../stage/pinned.ts';
import { whileWaiting } from '../waiting.ts';
import { lineText } from './line-text.ts';
import { requestLines } from './request-lines.ts';

const USAGE = `Usage: npm run logs -- <reference> [--stage production] [--since 7d] [--json]
Shows the lines of one request (8C2F1A, as its card says) of all functions in their order.`;

const TIMEOUT_MS = 20_000;

const OPTIONS = {
  stage: { type: 'string', default: 'production' },
  since: { type: 'string', default: '7d' },
  json: { type: 'boolean', default: false },
} as const;

/**
 * Shows what the functions logged about a request.
 * @param root where the folder of the stages' files is
 * @returns the exit code: 0 lines were found, 1 none, or not all could be looked at
 */
export function runLogs(
  args: readonly string[],
  output: Output,
  root: string,
  now: () => number = () => Date.now(),
  timeoutMs = TIMEOUT_MS,
): Promise<number> {
  return runTool(USAGE, args, output, async () => {
    const { values, positionals } = readOptions(() =>
      parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true }),
    );
    const [typed = '', ...others] = positionals;
    const reference = typed.toUpperCase().replace(/^#/, '');
    if (!/^[0-9A-F]{6}$/.test(reference) || others.length > 0)
      throw new UsageError('it takes one reference, six of 0 to 9 and A to F, as a card says it');
    const stage = readStage(values.stage);
    const sinceMs = now() - readSpan(values.since);
    const logs = new CloudWatchLogsClient(
      awsConfig(await pinnedRegion(root, stage), { timeoutMs, maxAttempts: 4 }),
    );
    const { lines, read, troubles } = await whileWaiting('Looking through the logs', output, () =>
      requestLines(logs, namesOf(stage), { reference, sinceMs }),
    );
    for (const { of, atMs, fields } of values.json ? lines : [])
      output.out(`${JSON.stringify({ function: of, atMs, ...fields })}\n`);
    for (const line of values.json ? [] : lines)
      output.out(`${lineText(line, output.isColourful === true)}\n`);
    for (const trouble of troubles) output.err(`${trouble}\n`);
    if (lines.length === 0)
      output.err(
        `No line of ${reference} in the last ${values.since}. Looked in ${read.join(', ') || 'no log group'}.\n`,
      );
    return lines.length > 0 && troubles.length === 0 ? 0 : 1;
  });
}
