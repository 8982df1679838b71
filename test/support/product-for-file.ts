import { type Sandbox, type SandboxOptions, startSandbox } from '@doo-repush/sandbox/sandbox';
import { afterAll, beforeAll } from 'vitest';
import { distDir } from './product.ts';

/**
 * One product for all tests of a file, for tests that leave nothing behind: started before the
 * first, stopped after the last. Call it where tests are described; the result gives the sandbox.
 */
export function productForFile(options: Partial<SandboxOptions> = {}): () => Sandbox {
  const { settings, ...others } = options;
  let sandbox: Sandbox | undefined;
  beforeAll(async () => {
    sandbox = await startSandbox({
      distDir,
      timeFactor: 100_000,
      dooLimits: { perSecond: null },
      settings: { DOO_CALL_INTERVAL_MS: '0', ...settings },
      ...others,
    });
  });
  afterAll(() => sandbox?.stop());
  return () => {
    if (sandbox === undefined) throw new Error('The product has not been started');
    return sandbox;
  };
}
