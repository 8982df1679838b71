import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from '../../packages/functions/bundle/esbuild.ts';

/** One function in its own folder. */
export interface Bundle {
  readonly name: string;
  readonly folder: string;
  /** What Lambda would import. */
  readonly url: string;
}

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const DIST = here('../../dist/');

/** One of our functions as deployed, made by `npm run build`. */
export function builtFunction(name: 'slack' | 'repush' | 'worker'): Bundle {
  const folder = join(DIST, name);
  return { name, folder, url: pathToFileURL(join(folder, 'index.mjs')).href };
}

/** A rival, bundled by plain esbuild for Node: minified, without any further optimization. */
export async function buildRival(name: 'bolt' | 'slack-edge', into: string): Promise<Bundle> {
  const folder = join(into, name);
  const outfile = join(folder, 'index.cjs');
  await build({
    entryPoints: [here(`./rivals/${name}.ts`)],
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    outfile,
    logLevel: 'error',
  });
  return { name, folder, url: pathToFileURL(outfile).href };
}

/** Bundles the measured process as JavaScript. */
export async function buildMeasured(into: string): Promise<string> {
  await build({
    entryPoints: [here('./measured.ts')],
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    outdir: into,
    outExtension: { '.js': '.mjs' },
  });
  return join(into, 'measured.mjs');
}

/** The total size of the files that would be deployed, in bytes. */
export async function allBytes({ folder }: Bundle): Promise<number> {
  const names = await readdir(folder);
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** The size of the bundle's files that are among `urls`, in bytes. */
export async function loadedBytes({ folder }: Bundle, urls: readonly string[]): Promise<number> {
  const inside = pathToFileURL(`${folder}/`).href;
  const own = [...new Set(urls)].filter((url) => url.startsWith(inside));
  if (own.length === 0) throw new Error('The process loaded nothing of the bundle');
  const sizes = await Promise.all(own.map(async (url) => (await stat(fileURLToPath(url))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
