import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What the workers, and the tools that they start, compile of packages is kept for the next one. */
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(
  new URL('node_modules/.cache/compiled', import.meta.url),
);

/** A shared machine may stand still for seconds; what fails twice is no matter of speed. */
const RETRIES_IN_CI = 1;

/** Short files that wait for real time to pass: last, one of them would keep everybody waiting. */
const WAITING = /\/(?:many-events|hanging-peers|look-ups|aws-runner)\.test\.ts$/;

class WaitingFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const waits = ({ moduleId }: TestSpecification) => WAITING.test(moduleId);
    return [...sorted.filter(waits), ...sorted.filter((file) => !waits(file))];
  }
}

export default defineConfig({
  test: {
    retry: process.env.CI === undefined ? 0 : RETRIES_IN_CI,
    include: ['test/**/*.test.ts'],
    exclude: ['test/browser/**'],
    globalSetup: ['test/build.ts'],
    maxWorkers: 4,
    isolate: false,
    sequence: { sequencer: WaitingFirst },
    testTimeout: 20_000,
  },
});
