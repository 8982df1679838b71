import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { functionEnvironment } from '@doo-repush/sandbox/aws/functions/function-environment';
import type {
  FunctionHost,
  InvocationResult,
} from '@doo-repush/sandbox/aws/functions/function-host';
import { type RuntimeApi, startRuntimeApi } from './runtime-api.ts';

/**
 * One function in AWS's own runtime client, as Lambda runs it: its process is stopped as soon as it has
 * responded and asks for the next event, and continued when that arrives.
 */
export interface FrozenFunction extends Pick<FunctionHost, 'invoke'> {
  /** Resolves once the process is stopped, having answered everything it was given. */
  asleep(): Promise<void>;
  /** How often it has been stopped. */
  readonly sleeps: number;
  /** The process's output, line by line. */
  readonly output: readonly string[];
  /** Kills the process. */
  stop(): Promise<void>;
}

export interface FrozenOptions {
  readonly clientPath: string;
  /** `<folder>/index.mjs`, which exports `handler`. */
  readonly bundlePath: string;
  readonly env: Record<string, string>;
  /** How long the process may continue after it has asked for the next event, in milliseconds. */
  readonly lingerMs: number;
  /** Called as soon as the process has responded. */
  readonly answered: () => void;
  /** Called right before the process is stopped. */
  readonly sleeps: () => void;
}

const TIMEOUT_MS = 10_000;
const START_TIMEOUT_MS = 20_000;

export async function startFrozen(options: FrozenOptions): Promise<FrozenFunction> {
  const { clientPath, bundlePath, env, lingerMs } = options;
  const api = await startRuntimeApi();
  const child = spawn(process.execPath, [clientPath, 'index.handler'], {
    env: {
      ...functionEnvironment({
        name: 'slack',
        bundlePath,
        timeoutMs: TIMEOUT_MS,
        logStreamName: 'runtime',
        env,
      }),
      AWS_LAMBDA_RUNTIME_API: api.address,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = linesOf(child);
  const ended = new Promise<never>((_resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) =>
      reject(new Error(`The runtime client ended with ${signal ?? code}: ${output.join('\n')}`)),
    );
  });
  ended.catch(() => undefined);
  let sleeps = 0;
  let isCold = true;

  async function fallAsleep(): Promise<void> {
    await Promise.race([api.asksForNext(), ended]);
    await pause(lingerMs);
    options.sleeps();
    child.kill('SIGSTOP');
    while ((await stateOf(child)) !== 'T') await pause(1);
    sleeps += 1;
  }

  const limit = AbortSignal.timeout(START_TIMEOUT_MS);
  const tooLong = new Promise<never>((_resolve, reject) => {
    limit.addEventListener('abort', () => reject(new Error(startProblem(api, output))));
  });
  tooLong.catch(() => undefined);
  let asleep = Promise.race([fallAsleep(), tooLong]);
  asleep.catch(() => undefined);

  async function run(event: unknown): Promise<InvocationResult> {
    await asleep;
    const startMs = performance.now();
    child.kill('SIGCONT');
    const outcome = await Promise.race([api.hand(event, TIMEOUT_MS), ended]);
    const durationMs = performance.now() - startMs;
    options.answered();
    asleep = fallAsleep();
    asleep.catch(() => undefined);
    const cold = isCold;
    isCold = false;
    if (outcome.kind === 'response')
      return { ok: true, payload: outcome.payload, durationMs, cold };
    const { errorType, errorMessage } = outcome;
    return { ok: false, errorType, errorMessage, reason: 'function_error', durationMs, cold };
  }

  let queue: Promise<unknown> = Promise.resolve();
  return {
    async invoke(event) {
      const result = queue.then(() => run(event));
      queue = result.catch(() => undefined);
      return result;
    },
    async asleep() {
      await queue;
      await asleep;
    },
    get sleeps() {
      return sleeps;
    },
    output,
    async stop() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGKILL');
        await gone;
      }
      await api.close();
    },
  };
}

function startProblem(api: RuntimeApi, output: readonly string[]): string {
  return `The runtime client asked for nothing: ${api.initError ?? output.join('\n')}`;
}

function linesOf(child: ChildProcess): readonly string[] {
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      lines.push(...text.split('\n').filter((line) => line !== ''));
    });
  return lines;
}

/** One letter, `T` for stopped (proc(5): /proc/pid/stat). */
async function stateOf({ pid }: ChildProcess): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2)[0];
}
