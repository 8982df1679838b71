import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** A shared machine may stand still for seconds; what fails twice is no matter of speed. */
const RETRIES_IN_CI = 1;

/** Short files that wait for real time to pass: last, one of them would keep everybody waiting. */
const WAITING = /\/(?:many-events|hanging-peers|look-ups|aws-runner)\.test\.ts$/;

class WaitingFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const waits = ({ moduleId }: TestSpecification) => WAITING.test(moduleId);
    const waiting = sorted.filter(waits);
    const busy = sorted.filter((file) => !waits(file));
    return [...waiting.slice(0, 2), ...busy.slice(0, 2), ...waiting.slice(2), ...busy.slice(2)];
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
    // Node runs the sources as it does everywhere else: no test mocks a module or needs one transformed.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    sequence: { sequencer: WaitingFirst },
    testTimeout: 20_000,
  },
});
