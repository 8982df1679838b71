import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './esbuild.ts';
import { type Bundled, joinSteps } from './join.ts';
import { bundleOptions, FUNCTION_NAMES, type FunctionName, STEPS } from './options.ts';

const DIST = fileURLToPath(new URL('../../../dist', import.meta.url));

/**
 * Writes `dist/<name>/index.mjs` for every function, and what is in it as `dist/<name>.meta.json`.
 * Files that stay the same are not touched, so that a function that runs does not lose them.
 */
export async function buildBundles(): Promise<void> {
  await Promise.all(FUNCTION_NAMES.map(buildBundle));
}

/** The files of a function by name, and what is in them. */
export async function bundled(name: FunctionName): Promise<Bundled> {
  const options = { ...bundleOptions(name, join(DIST, name)), metafile: true as const };
  const { outputFiles, metafile } = await build({ ...options, write: false });
  const steps = STEPS[name];
  if (steps !== undefined) return joinSteps(outputFiles, metafile, steps);
  const files = outputFiles.map(({ path, contents }) => [basename(path), contents] as const);
  return { files: new Map(files), metafile };
}

async function buildBundle(name: FunctionName): Promise<void> {
  const outdir = join(DIST, name);
  const { files, metafile } = await bundled(name);
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
