import { cards, click, enter, openForm, stateOf, submit } from '@doo-repush/sandbox/driver';
import type { Sandbox } from '@doo-repush/sandbox/sandbox';
import { people } from '@doo-repush/sandbox/slack/workspace/people';

/**
 * A request and everything that reads it, step by step: command, look-ups, form, a refused click, the
 * approval, history and export. Ends at the first step that fails.
 * @returns the state of the card, and why it ended early
 */
export async function liveOnce(
  sandbox: Sandbox,
): Promise<{ readonly state: string | undefined; readonly endedBy?: string }> {
  const { client } = sandbox.slack;
  const { requester, approver } = people;
  const before = cards(sandbox).length;
  const stateNow = () => {
    const card = cards(sandbox)[before];
    return card && stateOf(card);
  };
  try {
    await openForm(sandbox, requester, 'orders 41231');
    await enter(sandbox, requester, { organization: 'Acme' });
    await enter(sandbox, requester, { configuration: 'CRM production', reason: 'CRM outage' });
    await enter(sandbox, requester, { window: { kind: 'everything' } });
    await submit(sandbox, requester);
    await sandbox.lambda.idle();
    const card = cards(sandbox)[before];
    if (card === undefined) return { state: undefined, endedBy: 'no card was posted' };
    await click(sandbox, requester, card, 'approve');
    await click(sandbox, approver, card, 'approve');
    await sandbox.lambda.idle();
    await client.command(requester, '/doo-repush', 'history 41231', people.approvals);
    await client.command(requester, '/doo-repush', 'export', people.approvals);
    await sandbox.lambda.idle();
    return { state: stateNow() };
  } catch (error) {
    await sandbox.lambda.idle();
    return { state: stateNow(), endedBy: error instanceof Error ? error.message : String(error) };
  }
}
