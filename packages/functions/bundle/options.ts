import { readFile } from 'node:fs/promises';
import http from 'node:http';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { BuildOptions, Plugin } from 'esbuild';

/** The functions that are deployed; each is an entry `src/<name>.ts`. */
export const FUNCTION_NAMES = ['slack', 'repush', 'worker', 'lookup'] as const;
export type FunctionName = (typeof FUNCTION_NAMES)[number];

/** The sources that a function imports one after the other while it starts. */
export const STEPS: Readonly<Partial<Record<FunctionName, readonly string[]>>> = {
  slack: [
    'packages/functions/src/slack/start.ts',
    'packages/functions/src/runtime/secrets/secret-store.ts',
    'packages/functions/src/slack/app.ts',
    'packages/functions/src/slack/handler.ts',
  ],
};

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const ROOT = here('../../..');
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
 * Lambda gives a function its credentials in the environment (AWS docs: Lambda environment
 * variables). The other sources of the SDK are 100 KB.
 */
const credentialsOfTheEnvironment: Plugin = {
  name: 'credentials-of-the-environment',
  setup(build) {
    const chain = /^@aws-sdk\/credential-provider-node$/;
    build.onResolve({ filter: chain }, ({ path, resolveDir }) => ({
      path,
      namespace: 'environment-credentials',
      pluginData: resolveDir,
    }));
    build.onLoad({ filter: chain, namespace: 'environment-credentials' }, ({ pluginData }) => ({
      contents: `export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';`,
      resolveDir: pluginData,
    }));
  },
};

/**
 * undici without its fetch, WebSocket, caches and mocks, which are loaded with it and not used: more
 * than a third of the time that loading the doo client takes.
 */
const clientOfUndici: Plugin = {
  name: 'client-of-undici',
  setup(build) {
    build.onResolve({ filter: /^undici$/ }, ({ path, resolveDir }) => ({
      path,
      namespace: 'client-of-undici',
      pluginData: resolveDir,
    }));
    build.onLoad({ filter: /./, namespace: 'client-of-undici' }, ({ pluginData }) => ({
      contents: `import Client from 'undici/lib/dispatcher/client.js';
        import Dispatcher from 'undici/lib/dispatcher/dispatcher.js';
        import request from 'undici/lib/api/api-request.js';
        Object.assign(Dispatcher.prototype, { request });
        export { Client };
        export { default as buildConnector } from 'undici/lib/core/connect.js';
        export * as errors from 'undici/lib/core/errors.js';`,
      resolveDir: pluginData,
    }));
  },
};

/**
 * `node:http` by `require`: imported, it has all its exports read, and reading `WebSocket` loads
 * Node's own fetch.
 */
const httpByRequire: Plugin = {
  name: 'http-by-require',
  setup(build) {
    build.onResolve({ filter: /^(node:)?http$/ }, ({ path, kind }) =>
      kind === 'require-call' ? null : { path, namespace: 'http-by-require' },
    );
    build.onLoad({ filter: /./, namespace: 'http-by-require' }, () => {
      const names = Object.entries(Object.getOwnPropertyDescriptors(http))
        .filter(([, { value }]) => value !== undefined)
        .map(([name]) => name);
      return {
        contents: `const http = require('node:http');
          export default http;
          export const { ${names.join(', ')} } = http;`,
      };
    });
  },
};

/**
 * zod without its conversion to JSON Schema, which nothing here uses: 20 KB that every function would load. Using
 * it all the same fails loudly.
 */
const withoutJsonSchema: Plugin = {
  name: 'without-json-schema',
  setup(build) {
    const files = /zod\/v4\/core\/(?:json-schema-processors|to-json-schema)\.js$/;
    build.onLoad({ filter: files }, async ({ path }) => {
      const names = Object.keys(await import(pathToFileURL(path).href));
      return {
        contents: `const unused = () => { throw new Error('JSON Schema is not part of this bundle'); };
          export { ${names.map((name) => `unused as ${name}`).join(', ')} };`,
      };
    });
  },
};

/**
 * zod's small build as a copy of its own, which holds only what the settings and the secrets check:
 * shared with the full build, whatever that needs would be loaded with it.
 */
const smallZod: Plugin = {
  name: 'small-zod',
  setup(build) {
    const namespace = 'small-zod';
    const at = (path: string) => ({ path, namespace, sideEffects: false });
    build.onResolve({ filter: /^zod\/mini$/ }, () =>
      at(relative(ROOT, fileURLToPath(import.meta.resolve('zod/mini')))),
    );
    build.onResolve({ filter: /^\./, namespace }, ({ path, importer }) =>
      at(join(dirname(importer), path)),
    );
    build.onLoad({ filter: /./, namespace }, async ({ path }) => ({
      contents: await readFile(join(ROOT, path), 'utf8'),
    }));
  },
};

/**
 * How a function is bundled, for the tests and for the deployment: an ES module with its lazily
 * loaded parts as files beside it. All that is still required is Node's own.
 */
export function bundleOptions(name: FunctionName, outdir: string): BuildOptions {
  return {
    absWorkingDir: ROOT,
    entryPoints: { index: here(`../src/${name}.ts`) },
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    minify: true,
    keepNames: name !== 'slack',
    metafile: true,
    legalComments: 'none',
    mainFields: ['module', 'main'],
    logLevel: 'warning',
    banner: { js: 'const require=process.getBuiltinModule;' },
    plugins: [
      withoutOtherReceivers,
      credentialsOfTheEnvironment,
      clientOfUndici,
      httpByRequire,
      withoutJsonSchema,
      smallZod,
    ],
  };
}
