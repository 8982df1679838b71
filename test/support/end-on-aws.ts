import type { Sandbox } from '@doo-repush/sandbox/sandbox';
import type { Message } from '@doo-repush/sandbox/slack/workspace/model';
import { executionOf } from './requests.ts';

/** Longer than any call of an ended execution may be in flight to Slack. */
export const SETTLED_MS = 15_000;

/**
 * Ends the card's execution from outside some time ago and loses its event: it is noticed only by looking.
 */
export async function endUnnoticed(
  sandbox: Sandbox,
  card: Message,
  how: 'stop' | 'fail' | 'timeOut' = 'stop',
): Promise<void> {
  const { lambda, clock } = sandbox;
  lambda.statusEvents.lose(true);
  await lambda.control[how](executionOf(sandbox, card).arn);
  lambda.statusEvents.lose(false);
  clock.advance(SETTLED_MS);
}
