import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Output } from '@doo-repush/functions/ops/command-line';
import { onTestFinished, vi } from 'vitest';
import { root } from '../../support/sources.ts';

/** How a run of a tool ended, with all that it wrote. */
export interface ToolRun {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Every tool that has a script of its own. */
export const TOOLS = [
  'deploy',
  'rollback',
  'manifest',
  'doctor',
  'logs',
  'organizations',
  'secrets',
  'setup',
  'reconcile',
] as const;

/** Runs an operator's tool as npm does, in a process of its own. */
export async function runToolProcess(
  tool: (typeof TOOLS)[number],
  args: readonly string[],
  {
    env,
    input = '',
    cwd = root,
  }: { env?: Readonly<Record<string, string>>; input?: string; cwd?: string } = {},
): Promise<ToolRun> {
  const entry = join(root, 'packages/functions/src/ops', tool, 'main.ts');
  const child = spawn(process.execPath, [entry, ...args], {
    cwd,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end(input);
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, out, err };
}

/** A run of a tool in this process. */
export async function recorded(run: (output: Output) => Promise<number>): Promise<ToolRun> {
  const written = { out: '', err: '' };
  const code = await run({
    out: (text) => {
      written.out += text;
    },
    err: (text) => {
      written.err += text;
    },
  });
  return { code, ...written };
}

/**
 * The same, with the environment for the AWS SDK, which reads it, until the test ends; what the
 * machine's user has for AWS is hidden.
 */
export function recordedIn(
  env: Readonly<Record<string, string | undefined>>,
  run: (output: Output) => Promise<number>,
): Promise<ToolRun> {
  const ofUser = Object.keys(process.env).filter((name) => name.startsWith('AWS_'));
  for (const name of ofUser) vi.stubEnv(name, undefined);
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  return recorded(run);
}
