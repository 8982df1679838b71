import { fileURLToPath } from 'node:url';
import type { BuildOptions, Plugin } from 'esbuild';

/** The functions that are deployed; each is an entry `src/<name>.ts`. */
export const FUNCTION_NAMES = ['slack', 'repush', 'worker'] as const;
export type FunctionName = (typeof FUNCTION_NAMES)[number];

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const UNUSED_MODULE = here('./unused-module.cjs');

/** Packages of Bolt's other receivers: 1.6 MB that an AWS Lambda receiver never runs. */
const UNUSED_PACKAGES = /^(@slack\/oauth|@slack\/socket-mode|express|raw-body|path-to-regexp)$/;
const UNUSED_RECEIVERS =
  /(ExpressReceiver|HTTPReceiver|SocketModeReceiver|SocketModeFunctions|HTTPModuleFunctions|HTTPResponseAck|custom-routes|verify-request)$/;

const withoutOtherReceivers: Plugin = {
  name: 'without-other-receivers',
  setup(build) {
    build.onResolve({ filter: UNUSED_PACKAGES }, () => ({ path: UNUSED_MODULE }));
    build.onResolve({ filter: UNUSED_RECEIVERS }, ({ importer }) =>
      importer.includes('@slack/bolt') ? { path: UNUSED_MODULE } : null,
    );
  },
};

/**
 * How a function is bundled, for the tests and for the deployment: an ES module with its lazily
 * loaded parts as files beside it. CommonJS dependencies find `require` through the banner.
 */
export function bundleOptions(name: FunctionName, outdir: string): BuildOptions {
  return {
    entryPoints: { index: here(`../src/${name}.ts`) },
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    minify: true,
    keepNames: true,
    metafile: true,
    legalComments: 'none',
    mainFields: ['module', 'main'],
    logLevel: 'warning',
    banner: {
      js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
    },
    plugins: [withoutOtherReceivers],
  };
}
