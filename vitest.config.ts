import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** What the workers, and the tools that they start, compile of packages is kept for the next one. */
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(
  new URL('node_modules/.cache/compiled', import.meta.url),
);

/** A shared machine may stand still for seconds; what fails twice is no matter of speed. */
const RETRIES_IN_CI = 1;

export default defineConfig({
  test: {
    retry: process.env.CI === undefined ? 0 : RETRIES_IN_CI,
    include: ['test/**/*.test.ts'],
    exclude: ['test/browser/**'],
    globalSetup: ['test/build.ts'],
    maxWorkers: 3,
    isolate: false,
    testTimeout: 20_000,
  },
});
