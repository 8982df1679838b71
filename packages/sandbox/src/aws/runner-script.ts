import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const RUNNER = fileURLToPath(new URL('./function-runner.ts', import.meta.url));

let script: string | undefined;

/**
 * The function's process as one JavaScript text, made once: a process that had to strip types
 * would start with that, which takes longer than the function itself.
 */
export function runnerScript(): string {
  script ??= buildSync({
    entryPoints: [RUNNER],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node24',
  }).outputFiles[0]?.text;
  if (script === undefined) throw new Error('The runner could not be built');
  return script;
}
