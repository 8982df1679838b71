import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './esbuild.ts';
import { joinSteps } from './join.ts';
import { bundleOptions, FUNCTION_NAMES, type FunctionName, STEPS } from './options.ts';

const DIST = fileURLToPath(new URL('../../../dist', import.meta.url));

/**
 * Writes `dist/<name>/index.mjs` for every function, and what is in it as `dist/<name>.meta.json`.
 * Files that stay the same are not touched, so that a function that runs does not lose them.
 */
export async function buildBundles(): Promise<void> {
  await Promise.all(FUNCTION_NAMES.map(buildBundle));
}

async function buildBundle(name: FunctionName): Promise<void> {
  const outdir = join(DIST, name);
  const split = await build({ ...bundleOptions(name, outdir), metafile: true, write: false });
  const { files, metafile } = await joinSteps(split.outputFiles, split.metafile, STEPS[name] ?? []);
  await mkdir(outdir, { recursive: true });
  for (const [file, contents] of files) await replace(join(outdir, file), contents);
  await replace(join(DIST, `${name}.meta.json`), Buffer.from(JSON.stringify(metafile)));
  for (const file of await readdir(outdir)) {
    if (!files.has(file) && !file.endsWith('.next')) await rm(join(outdir, file));
  }
}

async function replace(path: string, contents: Uint8Array): Promise<void> {
  const present = await readFile(path).catch(() => undefined);
  if (present?.equals(contents)) return;
  const next = `${path}.${process.pid}.next`;
  await writeFile(next, contents);
  await rename(next, path);
}

if (import.meta.main) await buildBundles();
