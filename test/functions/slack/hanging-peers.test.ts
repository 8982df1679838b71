import { click, enter, openForm, stateOf, submit } from '@doo-repush/sandbox/driver';
import type { Sandbox } from '@doo-repush/sandbox/sandbox';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { expect, test } from 'vitest';
import { failedDeliveries } from '../../support/failed-deliveries.ts';
import { startOverKept } from '../../support/kept-product.ts';
import { startLocalServer } from '../../support/local-server.ts';
import { logged, referenceIn } from '../../support/log-lines.ts';
import { acmeOrders } from '../../support/product.ts';
import { changedInteraction, commandBody, signedHeaders } from '../../support/raw-delivery.ts';
import { ask, initCallsSince, now, press } from '../../support/requests.ts';

/** Starts as many slack processes as must respond concurrently below. */
async function warmUp(sandbox: Sandbox): Promise<void> {
  const body = commandBody();
  const headers = signedHeaders(body, { nowMs: sandbox.clock.now() });
  await Promise.all([1, 2, 3, 4].map(() => sandbox.slack.client.deliver(body, headers)));
}

test('people get a response within Slack’s deadline, whichever peer hangs', async () => {
  const sandbox = await startOverKept();
  const { client, faults } = sandbox.slack;
  const silent = await startLocalServer(() => undefined);
  await warmUp(sandbox);
  const card = await ask(sandbox);
  const own = await click(sandbox, people.requester, card, 'approve');
  await openForm(sandbox, people.requester);
  await enter(sandbox, people.requester, acmeOrders);
  const before = client.ephemerals(people.approver).length;

  faults.add({ method: 'views.open', fault: 'hang' });
  sandbox.lambda.faults.add({ operation: 'Invoke', fault: 'hang' });
  sandbox.lambda.faults.add({
    operation: 'SendDurableExecutionCallbackSuccess',
    fault: 'hang',
  });
  const [, submission] = await Promise.all([
    client.command(people.secondRequester, '/doo-repush', '', people.approvals),
    submit(sandbox, people.requester),
    click(sandbox, people.approver, card, 'approve'),
    client.redeliver({
      ...own,
      body: changedInteraction(own.body, (payload) => ({ ...payload, response_url: silent.url })),
    }),
  ]);

  const notOpened = client.ephemerals(people.secondRequester).at(-1)?.text;
  expect(notOpened).toContain("The form couldn't open.");
  expect(submission.outcome).toBe('errors');
  expect(submission.errors.reason).toContain('not sure your request got through');
  const [notRecorded] = client.ephemerals(people.approver).slice(before);
  expect(notRecorded?.text).toContain('not sure your click got through.');
  const told = [notOpened, submission.errors.reason, notRecorded?.text].map(referenceIn);
  const references = logged(sandbox, 'listener_failed').map(({ reference }) => reference);
  expect(references.toSorted()).toEqual(told.toSorted());
  expect(silent.requests).toHaveLength(1);
  expect(logged(sandbox, 'private_answer_failed')).toHaveLength(1);
  expect(failedDeliveries(sandbox)).toEqual([expect.stringMatching(/^block_actions 500 /)]);

  expect((await submit(sandbox, people.requester)).outcome).toBe('closed');
  expect(sandbox.lambda.executions()).toHaveLength(2);
  expect(stateOf(now(sandbox, card))).toBe('waiting');
  expect(stateOf(await press(sandbox, people.approver, card, 'approve'))).toBe('accepted');
  expect(initCallsSince(sandbox, card)).toHaveLength(1);
});

test('a process that has just started responds in time even if its last message hangs as well', async () => {
  const sandbox = await startOverKept();
  const silent = await startLocalServer(() => undefined);
  const card = await ask(sandbox);
  const own = await click(sandbox, people.requester, card, 'approve');
  await press(sandbox, people.approver, card, 'approve');
  const late = changedInteraction(own.body, (payload) => ({
    ...payload,
    user: { id: people.groupApprover, team_id: people.team },
    response_url: silent.url,
  }));

  await sandbox.hosts.slack.killAll();
  sandbox.slack.faults.add({ method: 'conversations.history', fault: 'hang' });
  sandbox.lambda.faults.add({ operation: 'GetDurableExecution', fault: 'hang' });
  const { delivery } = await sandbox.slack.client.redeliver({ ...own, body: late });
  expect(sandbox.functionUrl.deliveries.at(-1)).toMatchObject({ cold: true, status: 500 });
  expect(delivery).toMatchObject({ status: 500, late: false });
  expect(delivery.durationMs).toBeLessThan(2_600);
  expect(silent.requests).toHaveLength(1);
  expect(logged(sandbox, 'private_answer_failed')).toHaveLength(1);
});
