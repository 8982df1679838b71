import { cards, click, enter, openForm, stateOf, submit } from '@doo-repush/sandbox/driver';
import type { Sandbox } from '@doo-repush/sandbox/sandbox';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { toldBy } from '../../support/requests.ts';

const COLD_TRIES = 3;

/**
 * Opens and closes a form, so that the process has loaded what it needs: on a busy machine a cold response
 * may be too late, and the person would try again.
 * @throws if no form opens
 */
export async function warmUp({ slack: { client } }: Sandbox): Promise<void> {
  const { requester, approvals } = people;
  for (let attempt = 1; attempt <= COLD_TRIES; attempt++) {
    await client.command(requester, '/doo-repush', '', approvals);
    const view = client.openView(requester);
    if (view !== undefined) return client.close(requester, view.view.id).then(() => undefined);
  }
  throw new Error('No form was opened');
}

/**
 * Plays one request, from the command to what doo accepted: form, look-ups, submission, an unauthorized
 * click, and the approval.
 * @param rest awaited before every step of a person
 * @returns what went wrong, in sentences
 */
export async function playRequest(
  sandbox: Sandbox,
  rest: () => Promise<void>,
): Promise<readonly string[]> {
  const { slack, doo, lambda } = sandbox;
  const { requester, approver } = people;
  const faults: string[] = [];
  const earlier = slack.deliveries.length;
  try {
    await rest();
    await openForm(sandbox, requester, 'orders 41231');
    await rest();
    await enter(sandbox, requester, { organization: 'Acme' });
    await rest();
    await enter(sandbox, requester, { configuration: 'CRM production', reason: 'CRM outage' });
    await rest();
    await enter(sandbox, requester, { window: { kind: 'everything' } });
    const { outcome, errors } = await submit(sandbox, requester);
    if (outcome !== 'closed') throw new Error(`the form: ${outcome} ${JSON.stringify(errors)}`);
    await lambda.idle();

    await rest();
    const [card] = cards(sandbox);
    if (card === undefined) throw new Error('no card was posted');
    const told = await toldBy(sandbox, requester, () => click(sandbox, requester, card, 'approve'));
    if (told === '') faults.push('a click that does not count was not answered');
    await rest();
    await click(sandbox, approver, card, 'approve');
    await lambda.idle();
    const state = cards(sandbox).map(stateOf).join();
    if (state !== 'accepted') faults.push(`the request ended as ${state}`);
  } catch (error) {
    faults.push(error instanceof Error ? error.message : String(error));
  }
  const calls = doo.initCalls().length;
  if (calls !== 1) faults.push(`doo was called ${calls} times`);
  const bad = slack.deliveries
    .slice(earlier)
    .filter(({ status, late, error }) => status !== 200 || late || error);
  return [
    ...faults,
    ...bad.map(
      ({ kind, status, error }) => `a ${kind} got ${status ?? 'no answer'} ${error ?? ''}`,
    ),
  ];
}
