import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../packages/sandbox/src/page/main.ts', import.meta.url));
/** Stripping types takes most of the start-up time. */
const COMPILED = fileURLToPath(new URL('../../node_modules/.cache/page', import.meta.url));

/** The sandbox as a person starts it, in a separate process. */
export interface SandboxProcess {
  /** The first line that it printed. */
  readonly greeting: string;
  /** The URL of its page; empty if it did not start. */
  readonly url: string;
  /** Until the greeting. */
  readonly startMs: number;
  /** Resolves to its exit status. */
  readonly ended: Promise<number | null>;
  /** Ends it as Ctrl+C does. */
  end(): Promise<void>;
}

/** Starts it; port 0 picks a free one. Webhooks arrive 1000 times faster than from doo. */
export async function startSandboxProcess(
  stateDir: string,
  port: number,
  ...more: readonly string[]
): Promise<SandboxProcess> {
  const args = [MAIN, '--port', String(port), '--state-dir', stateDir, '--speed', '1000', ...more];
  const beganMs = performance.now();
  const child = spawn(process.execPath, args, {
    env: { ...process.env, NODE_COMPILE_CACHE: COMPILED },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close').then(() => child.exitCode);
  const greeting = await firstLine(child);
  return {
    greeting,
    url: /^The sandbox is at (\S+)/.exec(greeting)?.[1] ?? '',
    startMs: performance.now() - beganMs,
    ended,
    async end() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('The sandbox has no output');
  const lines = createInterface({ input: child.stdout });
  const [line] = await once(lines, 'line');
  return String(line);
}
