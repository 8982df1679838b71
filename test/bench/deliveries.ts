import { cards, click, request, until } from '@doo-repush/sandbox/driver';
import { startSandbox } from '@doo-repush/sandbox/sandbox';
import { findElement } from '@doo-repush/sandbox/slack/blocks/parts';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { acmeOrders, distDir } from '../support/product.ts';

/** Bodies that Slack delivered, to be signed and delivered again. */
export interface Deliveries {
  /** The submitted form of a plain request. */
  readonly submission: string;
  /** *Approve and send* by somebody who may. */
  readonly approval: string;
}

/** Records the deliveries of one request in the sandbox. */
export async function recordDeliveries(): Promise<Deliveries> {
  const sandbox = await startSandbox({ distDir, timeFactor: 1e-6, dooLimits: { perSecond: null } });
  try {
    await request(sandbox, people.requester, acmeOrders);
    const card = await until('the card with its buttons', () =>
      cards(sandbox).find(({ blocks }) => findElement(blocks ?? [], 'approve')),
    );
    await click(sandbox, people.approver, card, 'approve');
    const last = (kind: string): string => {
      const found = sandbox.slack.deliveries.findLast((delivery) => delivery.kind === kind);
      if (found === undefined) throw new Error(`Slack delivered no ${kind}`);
      return found.body;
    };
    const recorded = { submission: last('view_submission'), approval: last('block_actions') };
    await sandbox.lambda.idle();
    return recorded;
  } finally {
    await sandbox.stop();
  }
}
