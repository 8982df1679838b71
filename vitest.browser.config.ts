import { defineConfig } from 'vitest/config';

/** A shared machine may stand still for seconds; what fails twice is no matter of speed. */
const RETRIES_IN_CI = 1;

export default defineConfig({
  test: {
    retry: process.env.CI === undefined ? 0 : RETRIES_IN_CI,
    include: ['test/browser/**/*.test.ts'],
    globalSetup: ['test/build.ts'],
    maxWorkers: 2,
    // As in vitest.config.ts: Node runs the sources, and the bundler's options with them.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    testTimeout: 120_000,
    hookTimeout: 30_000,
  },
});
