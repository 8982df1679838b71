import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Plugin } from 'esbuild';
import { build } from '../../../packages/functions/bundle/esbuild.ts';
import { platformFolder, root } from './platform.ts';

/** SST refuses static imports in `sst.config.ts`, because it evaluates `app()` first. */
const withoutStaticImports: Plugin = {
  name: 'without-static-imports',
  setup({ onResolve }) {
    onResolve({ filter: /.*/ }, ({ importer, kind, path }) =>
      basename(importer) === 'sst.config.ts' && kind === 'import-statement'
        ? { errors: [{ text: `sst.config.ts may not import ${path} statically` }] }
        : null,
    );
  },
};

/** Packages that the components use are in the platform's folder; they are loaded rather than bundled. */
const platformPackages: Plugin = {
  name: 'platform-packages',
  setup({ onResolve }) {
    onResolve({ filter: /^[@a-z]/ }, ({ importer, path }) =>
      importer.startsWith(platformFolder) ? { path, external: true } : null,
    );
  },
};

/** The globals that SST provides to a program. */
const GLOBALS = `
  import * as aws from '@pulumi/aws';
  import * as sst from ${JSON.stringify(join(platformFolder, 'src/components'))};
`;

const withGlobals: Plugin = {
  name: 'with-globals',
  setup({ onLoad }) {
    onLoad({ filter: /\/packages\/functions\/infra\/[^/]+\.ts$/ }, async ({ path }) => ({
      contents: GLOBALS + (await readFile(path, 'utf8')),
      loader: 'ts',
    }));
  },
};

/**
 * Bundles the real `sst.config.ts` with the real components, as SST does before running it. Reads what SST
 * would inline as `$app`, `$cli` and `$dev` from `globalThis`.
 * @param outfile must be in the platform's folder, where its packages are found
 */
export async function bundleConfig(outfile: string): Promise<void> {
  await build({
    stdin: {
      contents: `
        import { run } from ${JSON.stringify(join(platformFolder, 'src/auto/run.ts'))};
        import config from ${JSON.stringify(join(root, 'sst.config.ts'))};
        export const app = config.app;
        export const start = () => run(config.run);
      `,
      resolveDir: root,
      sourcefile: 'eval.ts',
      loader: 'ts',
    },
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'es2023',
    mainFields: ['module', 'main'],
    nodePaths: [join(platformFolder, 'node_modules')],
    external: ['@pulumi/*'],
    inject: [join(platformFolder, 'src/shim/run.js')],
    define: { $app: 'globalThis.$app', $cli: 'globalThis.$cli', $dev: 'false' },
    plugins: [withoutStaticImports, platformPackages, withGlobals],
    banner: {
      js: `
        import { createRequire as topLevelCreateRequire } from 'node:module';
        const require = topLevelCreateRequire(import.meta.url);
        const __filename = import.meta.filename;
        const __dirname = import.meta.dirname;
      `,
    },
    logLevel: 'silent',
  });
}
