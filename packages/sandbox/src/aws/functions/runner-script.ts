import { fileURLToPath } from 'node:url';
import { build } from '../../../../functions/bundle/esbuild.ts';

const { outputFiles } = await build({
  entryPoints: [fileURLToPath(new URL('./function-runner.ts', import.meta.url))],
  bundle: true,
  write: false,
  format: 'esm',
  platform: 'node',
  target: 'node24',
});

/**
 * The function's process as one JavaScript text: a process that first had to strip types would spend
 * longer on that than on the function itself.
 */
export const runnerScript = outputFiles.map(({ text }) => text).join('');
