import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The tests of `packages/core` alone, on the sources beside this file. */
export default defineConfig({
  root,
  resolve: {
    alias: [{ find: /^@doo-repush\/core\/(.*)$/, replacement: `${root}packages/core/src/$1.ts` }],
  },
  test: {
    include: ['test/core/**/*.test.ts'],
    isolate: false,
    maxWorkers: 1,
    testTimeout: 20_000,
  },
});
