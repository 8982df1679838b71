import { fileURLToPath } from 'node:url';
import { startVitest } from 'vitest/node';
import { installPlatform, root } from './synthesis/platform.ts';

/** The checks of the infrastructure. They need SST's platform, so only this command runs them. */
const CHECKS = [
  import.meta.resolve('./types.check.ts'),
  import.meta.resolve('./graph.check.ts'),
  import.meta.resolve('./bundles.check.ts'),
].map((url) => fileURLToPath(url));

installPlatform();
const vitest = await startVitest('test', [], {
  config: false,
  root,
  watch: false,
  include: CHECKS,
  // Each synthesis builds `dist/`.
  fileParallelism: false,
  testTimeout: 200_000,
  hookTimeout: 400_000,
});
await vitest.close();
