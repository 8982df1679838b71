import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Sandbox } from '@doo-repush/sandbox/sandbox';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import type { ProofMessage, ProofOrder } from './messages.ts';
import type { Proof, Violation } from './proof.ts';

/** The process of one proof. An uncaught exception or unhandled rejection makes it fail. */

const order: ProofOrder = JSON.parse(process.argv[2] ?? '{}');
const { quick, seed, shard, cells } = order;
const { proof }: { proof: Proof } = await import(pathToFileURL(order.modulePath).href);
const limitMs = quick ? proof.limitMs.quick : proof.limitMs.whole;
const endsAtMs = performance.now() + limitMs;
const products: Sandbox[] = [];
const WARM_UP_ATTEMPTS = 5;

await tell({ kind: 'started', title: proof.title, limitMs });
const result = await proof.run({
  quick,
  seed,
  shard,
  cells,
  progress: (text) => void tell({ kind: 'progress', text }),
  timeLeftMs: () => endsAtMs - performance.now(),
  async startProduct(options) {
    const { launchProduct } = await import('../../support/product.ts');
    const product = await launchProduct(options);
    products.push(product);
    await warmUp(product);
    return product;
  },
});
for (const product of products) await product.stop();
const leaks = await leaksOf(products);
await tell({
  kind: 'ended',
  result: { ...result, violations: [...result.violations, ...leaks] },
});
process.disconnect();

/** On a busy machine a first response, with its cold start, may be too late for Slack. */
async function warmUp({ slack: { client } }: Sandbox): Promise<void> {
  for (let attempt = 0; attempt < WARM_UP_ATTEMPTS; attempt++) {
    const delivery = await client.openHome(people.groupApprover);
    if (delivery?.status === 200) return;
  }
}

/** Searches the output of a proof's products for secrets, whatever the proof is about. */
async function leaksOf(all: readonly Sandbox[]): Promise<readonly Violation[]> {
  if (all.length === 0) return [];
  const { leaksIn, writtenBy } = await import('../../support/canaries.ts');
  return all.flatMap((product) =>
    leaksIn(writtenBy(product)).map((what) => ({
      promise: 'leaked' as const,
      what: `${what} of a product that this proof started`,
      reproduce: `--only ${basename(order.modulePath, '.ts')} --seed ${seed}`,
    })),
  );
}

function tell(message: ProofMessage): Promise<void> {
  return new Promise((resolve, reject) => {
    if (process.send === undefined) throw new Error('A proof is started by npm run prove');
    process.send(message, (error: Error | null) => (error ? reject(error) : resolve()));
  });
}
