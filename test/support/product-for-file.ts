import type { Sandbox, SandboxOptions } from '@doo-repush/sandbox/sandbox';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { launchOverKept } from './kept-product.ts';
import { launchProduct, ONE_AT_A_TIME } from './product.ts';

/**
 * One product for all tests of a file whose only leftovers are faults, which are cleared. Starts before the
 * first test and stops after the last. Call it inside `describe` or at the top level; the result returns
 * the sandbox. By default its peers are new, its idle processes may come from an earlier file, and its
 * clock may be far ahead of the machine's.
 */
export function productForFile(options?: Partial<SandboxOptions>): () => Sandbox {
  let sandbox: Sandbox | undefined;
  const product = () => {
    if (sandbox === undefined) throw new Error('The product has not been started');
    return sandbox;
  };
  beforeAll(async () => {
    sandbox =
      options === undefined
        ? await launchOverKept()
        : await launchProduct({ maxProcesses: ONE_AT_A_TIME, ...options });
  });
  afterEach(async () => {
    const { doo, slack, lambda, secrets } = product();
    for (const { faults } of [slack, lambda, secrets]) faults.clear();
    await doo.faults.clear();
    lambda.statusEvents.lose(false);
    lambda.statusEvents.delay(0);
    lambda.statusEvents.deliverTwice(false);
  });
  afterAll(() => sandbox?.stop());
  return product;
}
