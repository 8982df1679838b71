import { fileURLToPath } from 'node:url';
import { buildBundles } from '../../packages/functions/bundle/build.ts';
import { prove } from './frame/prove.ts';

/** Tries to break every promise, and prints the results. */
const folder = fileURLToPath(new URL('.', import.meta.url));

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
await buildBundles();
process.exitCode = await prove(folder, process.argv.slice(2), {
  out: (text) => process.stdout.write(`${text}\n`),
  progress: (text) => process.stderr.write(`${text}\n`),
});
