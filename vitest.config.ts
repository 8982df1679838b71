import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** A shared machine may stand still for seconds; what fails twice is no matter of speed. */
const RETRIES_IN_CI = 1;

/**
 * Files that mostly wait for real time to pass: one at a time, since several at once leave the machine
 * idle, and the last one would keep everybody waiting.
 */
const WAITING =
  /\/(?:many-events|slow-check|look-ups|hanging-peers|export|home|doo\.contract|doo\/http|aws-runner)\.test\.ts$/;
/** About as many as two workers play while the third one waits. */
const BUSY_FILES_PER_WAITING_FILE = 3;

class WaitingApart extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const waits = ({ moduleId }: TestSpecification) => WAITING.test(moduleId);
    const busy = sorted.filter((file) => !waits(file));
    const parts = sorted
      .filter(waits)
      .flatMap((file) => [file, ...busy.splice(0, BUSY_FILES_PER_WAITING_FILE)]);
    return [...parts, ...busy];
  }
}

export default defineConfig({
  test: {
    retry: process.env.CI === undefined ? 0 : RETRIES_IN_CI,
    include: ['test/**/*.test.ts'],
    exclude: ['test/browser/**'],
    globalSetup: ['test/build.ts'],
    maxWorkers: 3,
    isolate: false,
    // Node runs the sources as it does everywhere else: no test mocks a module or needs one transformed.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    sequence: { sequencer: WaitingApart },
    testTimeout: 20_000,
  },
});
