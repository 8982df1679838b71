import type { Sandbox } from '@doo-repush/sandbox/sandbox';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { describe, expect, it } from 'vitest';
import { startProduct } from '../../../support/product.ts';
import {
  ANSWERS_KEPT_MS,
  ask,
  HOUR_MS,
  initCallsSince,
  linesOf,
  now,
  press,
  wordsOf,
} from '../../../support/requests.ts';

function deactivate({ slack }: Sandbox, userId: string): void {
  const user = slack.workspace.user(userId);
  if (user === undefined) throw new Error(`No ${userId}`);
  Object.assign(user, { deleted: true });
}

describe('a requester who is deactivated while the request waits', () => {
  it('is named on the card at the approval, and the approver is asked about the arrival', async () => {
    const sandbox = await startProduct();
    const waiting = await ask(sandbox);
    deactivate(sandbox, people.requester);
    sandbox.clock.advance(ANSWERS_KEPT_MS);
    await press(sandbox, people.approver, waiting, 'approve');
    expect(initCallsSince(sandbox, waiting)).toHaveLength(1);
    expect(wordsOf(now(sandbox, waiting))).toContain(
      `<@${people.requester}> has been deactivated since asking, so questions go to <@${people.approver}>.`,
    );
    expect(linesOf(sandbox, waiting).at(-1)).toContain("We'll ask");
    sandbox.clock.advance(HOUR_MS);
    await sandbox.lambda.idle();
    expect(linesOf(sandbox, waiting).at(-1)).toMatch(
      new RegExp(`^<@${people.approver}> doo should be done`),
    );
  }, 60_000);

  it('is asked as before where Slack does not say so', async () => {
    const sandbox = await startProduct();
    const waiting = await ask(sandbox);
    const card = await press(sandbox, people.approver, waiting, 'approve');
    expect(wordsOf(card)).not.toContain('deactivated');
    expect(linesOf(sandbox, waiting).at(-1)).toContain("We'll ask");
  }, 60_000);
});
