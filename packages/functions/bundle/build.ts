import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { bundleOptions, FUNCTION_NAMES } from './options.ts';

const DIST = fileURLToPath(new URL('../../../dist', import.meta.url));

/** Writes `dist/<name>/index.mjs` for every function, and what is in it as `dist/<name>.meta.json`. */
export async function buildBundles(): Promise<void> {
  await mkdir(DIST, { recursive: true });
  await Promise.all(
    FUNCTION_NAMES.map(async (name) => {
      const outdir = join(DIST, name);
      await rm(outdir, { recursive: true, force: true });
      const { metafile } = await build(bundleOptions(name, outdir));
      await writeFile(join(DIST, `${name}.meta.json`), JSON.stringify(metafile));
    }),
  );
}

if (import.meta.main) await buildBundles();
