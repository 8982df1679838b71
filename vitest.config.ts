import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/browser/**'],
    globalSetup: ['test/build.ts'],
    maxWorkers: 4,
    isolate: false,
    testTimeout: 20_000,
  },
});
