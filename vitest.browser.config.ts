import { defineConfig } from 'vitest/config';

/** On a shared machine a cold process may miss the product's own two seconds: once more, and said so. */
const RETRIES_IN_CI = 1;

export default defineConfig({
  test: {
    retry: process.env.CI === undefined ? 0 : RETRIES_IN_CI,
    include: ['test/browser/**/*.test.ts'],
    globalSetup: ['test/build.ts'],
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 30_000,
  },
});
