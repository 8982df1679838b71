import { defineConfig } from 'vitest/config';

/** On a shared machine a cold process may miss the product's own two seconds: once more, and said so. */
const RETRIES_IN_CI = 1;

export default defineConfig({
  test: {
    retry: process.env.CI === undefined ? 0 : RETRIES_IN_CI,
    include: ['test/**/*.test.ts'],
    exclude: ['test/browser/**'],
    globalSetup: ['test/build.ts'],
    maxWorkers: 4,
    isolate: false,
    testTimeout: 20_000,
  },
});
