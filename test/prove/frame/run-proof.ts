import { fork } from 'node:child_process';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { leaksIn } from '../../support/canaries.ts';
import type { ProofMessage, ProofOrder } from './messages.ts';
import type { ProofResult } from './proof.ts';

/** The result of one proof. */
export interface Outcome {
  readonly name: string;
  readonly title: string;
  readonly seconds: number;
  readonly result?: ProofResult;
  /** Why the result is unreliable or absent. */
  readonly failure?: string;
  /** The last lines of the process's output, if it failed. */
  readonly output?: string;
}

const CHILD = fileURLToPath(new URL('child.ts', import.meta.url));
/** Covers the import of the proof's module, which declares the actual limit. */
const START_LIMIT_MS = 60_000;
/** Node can spin for ever while it exits, if it missed the end of a process of its own. */
const EXIT_LIMIT_MS = 3_000;
const OUTPUT_CHARS = 4_000;

/** Runs one proof in a separate process, and kills it after its time limit. Never rejects. */
export function runProof(
  order: ProofOrder,
  onProgress: (text: string) => void = () => undefined,
): Promise<Outcome> {
  const name = basename(order.modulePath, '.ts');
  const startMs = performance.now();
  const child = fork(CHILD, [JSON.stringify(order)], {
    // A separate process group, so that the proof's own processes end with it.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let title = name;
  let result: ProofResult | undefined;
  let failure: string | undefined;
  let output = '';
  let all = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      all += text;
      output = all.slice(-OUTPUT_CHARS);
    });

  const endGroup = () => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  };
  const limitTo = (ms: number) =>
    setTimeout(() => {
      failure = `it did not end within ${Math.round(ms / 1000)} s`;
      endGroup();
    }, ms);
  let timer = limitTo(START_LIMIT_MS);
  child.on('message', (message: ProofMessage) => {
    if (message.kind === 'ended') {
      result = message.result;
      clearTimeout(timer);
      timer = setTimeout(endGroup, EXIT_LIMIT_MS);
      return;
    }
    if (message.kind === 'progress') return onProgress(message.text);
    title = message.title;
    clearTimeout(timer);
    timer = limitTo(message.limitMs);
  });

  process.once('exit', endGroup);
  return new Promise((resolve) => {
    const settle = (problem?: string) => {
      clearTimeout(timer);
      endGroup();
      process.off('exit', endGroup);
      const leaks = leaksIn({ 'what its process wrote': all });
      const failed = failure ?? problem ?? emptiness(result) ?? leaked(leaks);
      resolve({
        name,
        title,
        seconds: (performance.now() - startMs) / 1000,
        ...(result !== undefined && { result }),
        ...(failed !== undefined && { failure: failed, output }),
      });
    };
    child.once('error', (error) => settle(`it could not be started: ${error.message}`));
    child.once('close', (code, signal) =>
      settle(
        code === 0 || (result !== undefined && signal === 'SIGKILL')
          ? undefined
          : `its process ended with ${signal ?? `exit code ${code}`}`,
      ),
    );
  });
}

function leaked(leaks: readonly string[]): string | undefined {
  return leaks.length === 0 ? undefined : `it leaked ${leaks.join(', ')}`;
}

function emptiness(result: ProofResult | undefined): string | undefined {
  if (result === undefined) return 'it ended without a result';
  const counts = Object.entries(result.counts);
  if (counts.length === 0) return 'it does not say how often it tried what';
  const empty = counts.filter(([, count]) => count === 0).map(([what]) => what);
  return empty.length === 0 ? undefined : `it tried nothing: ${empty.join(', ')}`;
}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ESRCH';
}
