import { fileURLToPath } from 'node:url';
import { buildBundles } from '../../packages/functions/bundle/build.ts';
import { prove } from '../prove/frame/prove.ts';
import { installClient } from './support/install-client.ts';

/** The proofs that need AWS's own runtime client, which must be compiled: separate from `npm run prove`. */
const folder = fileURLToPath(new URL('.', import.meta.url));

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
installClient();
await buildBundles();
process.exitCode = await prove(folder, process.argv.slice(2), {
  out: (text) => process.stdout.write(`${text}\n`),
  progress: (text) => process.stderr.write(`${text}\n`),
});
