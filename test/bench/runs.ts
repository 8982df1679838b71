import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';
import { functionEnvironment } from '@doo-repush/sandbox/aws/functions/function-environment';
import { functionSettings } from '@doo-repush/sandbox/function-settings';
import { commandBody, signedEvent } from '../support/raw-delivery.ts';
import { allBytes, type Bundle, loadedBytes } from './bundles.ts';
import type { FunctionFigures } from './figures.ts';
import type { Measured, Task } from './measured.ts';
import { median, percentile } from './statistics.ts';

const run = promisify(execFile);
export const COMMAND = commandBody({ text: '' });

export interface RunOptions {
  /** The bundled measured process. */
  readonly script: string;
  /** The peers of the function. */
  readonly urls: { readonly slack: string; readonly aws: string };
  /** The file with the peers' certificate. */
  readonly certificateFile: string;
  readonly runs: number;
  /** How many of them continue with warm commands. */
  readonly warmRuns: number;
  readonly warmCommands: number;
  readonly say: (line: string) => void;
}

/**
 * Measures every bundle in new processes, alternating between the bundles, so that other load on the
 * machine affects all of them.
 */
export async function measureCommands(
  bundles: readonly Bundle[],
  options: RunOptions,
): Promise<FunctionFigures[]> {
  const measured = new Map<Bundle, Measured[]>(bundles.map((bundle) => [bundle, []]));
  for (let turn = 1; turn <= options.runs; turn++) {
    options.say(`run ${turn} of ${options.runs}`);
    const warmCommands = turn <= options.warmRuns ? options.warmCommands : 0;
    for (const [bundle, all] of measured)
      all.push(await deliver(bundle, COMMAND, options, { warmCommands }));
  }
  return Promise.all(
    [...measured].map(async ([bundle, all]) => {
      const { loadedUrls } = await deliver(bundle, COMMAND, options, { tellsFiles: true });
      return figuresOf(bundle, all, loadedUrls);
    }),
  );
}

/** Measures the import of bundles that answer no command, alternating between them. */
export async function measureImports(
  bundles: readonly Bundle[],
  options: RunOptions,
): Promise<FunctionFigures[]> {
  const measured = new Map<Bundle, Measured[]>(bundles.map((bundle) => [bundle, []]));
  for (let turn = 0; turn < options.runs; turn++) {
    for (const [bundle, all] of measured)
      all.push(await start(bundle, { warmCommands: 0, tellsFiles: false }, options));
  }
  return Promise.all(
    [...measured].map(async ([bundle, all]) => {
      const task = { warmCommands: 0, tellsFiles: true };
      return figuresOf(bundle, all, (await start(bundle, task, options)).loadedUrls);
    }),
  );
}

/** Imports a bundle in a new process and delivers `body` to it, signed now. */
export function deliver(
  bundle: Bundle,
  body: string,
  options: Pick<RunOptions, 'script' | 'urls' | 'certificateFile'>,
  { warmCommands = 0, tellsFiles = false } = {},
): Promise<Measured> {
  const firstEvent = signedEvent(body, { nowMs: Date.now() });
  return start(bundle, { firstEvent, warmCommands, tellsFiles }, options);
}

async function start(
  bundle: Bundle,
  task: Omit<Task, 'bundleUrl' | 'body'>,
  { script, urls, certificateFile }: Pick<RunOptions, 'script' | 'urls' | 'certificateFile'>,
): Promise<Measured> {
  const whole: Task = { ...task, bundleUrl: bundle.url, body: COMMAND };
  const { slack: slackApiUrl, aws } = urls;
  const env = functionEnvironment({
    name: bundle.name,
    bundlePath: script,
    timeoutMs: 10_000,
    logStreamName: 'bench',
    env: {
      ...functionSettings({ slackApiUrl, lambdaUrl: aws, secretsManagerUrl: aws }),
      NODE_EXTRA_CA_CERTS: certificateFile,
    },
  });
  const command = [process.execPath, script, JSON.stringify(whole)];
  const { stdout } = await run(...onOneCore(command), { env, maxBuffer: 10_000_000 });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

/** A function with 1.8 GB or less has at most one core; the peers use another one if there is one. */
function onOneCore(command: readonly string[]): [string, string[]] {
  const last = availableParallelism() - 1;
  const [file = '', ...args] =
    process.platform === 'linux' && last > 0 ? ['taskset', '-c', `${last}`, ...command] : command;
  return [file, args];
}

async function figuresOf(
  bundle: Bundle,
  all: readonly Measured[],
  loadedUrls: readonly string[],
): Promise<FunctionFigures> {
  const of = (value: (each: Measured) => number) => median(all.map(value));
  const warm = all.filter(({ warmMs }) => warmMs.length > 0);
  const ofWarm = (value: (each: Measured) => number) =>
    median((warm.length > 0 ? warm : all).map(value));
  return {
    allBytes: await allBytes(bundle),
    coldBytes: await loadedBytes(bundle, loadedUrls),
    importMs: of(({ importMs }) => importMs),
    firstAnswerMs: of(({ firstAnswerMs }) => firstAnswerMs),
    coldMs: of(({ importMs, firstAnswerMs }) => importMs + firstAnswerMs),
    warmMedianMs: ofWarm(({ warmMs }) => percentile(warmMs, 0.5)),
    warm99thMs: ofWarm(({ warmMs }) => percentile(warmMs, 0.99)),
    warmProcessorMs: ofWarm(({ warmMs, warmProcessorMs }) => warmProcessorMs / warmMs.length || 0),
    memoryBytes: ofWarm(({ memoryBytes }) => memoryBytes),
  };
}
