import type { Sandbox, SandboxOptions } from '@doo-repush/sandbox/sandbox';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { launchProduct } from './product.ts';

/**
 * One product for all tests of a file, without the faults that a test before has left. Each test
 * asks for requests of its own, so nothing else needs to be put back.
 */
export function shareProduct(options: Partial<SandboxOptions> = {}): () => Sandbox {
  let shared: Sandbox | undefined;
  const product = () => {
    if (shared === undefined) throw new Error('The product has not been started');
    return shared;
  };
  beforeAll(async () => {
    shared = await launchProduct(options);
  });
  afterEach(async () => {
    const { doo, slack, lambda, secrets } = product();
    slack.faults.clear();
    lambda.faults.clear();
    secrets.faults.clear();
    await doo.faults.clear();
  });
  afterAll(() => shared?.stop());
  return product;
}
