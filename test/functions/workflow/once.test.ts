import { cards, click, enter, openForm, submit } from '@doo-repush/sandbox/driver';
import type { Sandbox } from '@doo-repush/sandbox/sandbox';
import type { Delivery } from '@doo-repush/sandbox/slack/client/delivery';
import type { Message } from '@doo-repush/sandbox/slack/workspace/model';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { describe, expect, it } from 'vitest';
import { acmeOrders } from '../../support/product.ts';
import { productForFile } from '../../support/product-for-file.ts';
import {
  ask,
  factsOf,
  fillReason,
  initCallsSince,
  linesOf,
  now,
  press,
  stateOf,
  statesShown,
  submitted,
  wordsOf,
} from '../../support/requests.ts';

const product = productForFile();

describe('a form that is delivered twice', () => {
  it.each([
    [
      'at the same moment',
      async (sandbox: Sandbox) => {
        await openForm(sandbox, people.requester);
        await enter(sandbox, people.requester, acmeOrders);
        const { outcome } = await submit(sandbox, people.requester, { times: 3 });
        expect(outcome).toBe('closed');
      },
    ],
    [
      'again by Slack later',
      async (sandbox: Sandbox) => {
        await submitted(sandbox);
        const again = await sandbox.slack.client.redeliver(lastSubmission(sandbox));
        expect(again.text).toBe('');
      },
    ],
    [
      'twice to the workflow by AWS',
      async (sandbox: Sandbox) => {
        sandbox.lambda.control.deliverStartsTwice(true);
        await submitted(sandbox);
        sandbox.lambda.control.deliverStartsTwice(false);
      },
    ],
  ])('starts one request with one card and one call: %s', async (_title, deliver) => {
    const sandbox = product();
    const before = { cards: cards(sandbox).length, started: sandbox.lambda.executions().length };
    await deliver(sandbox);
    await sandbox.lambda.idle();
    expect(cards(sandbox)).toHaveLength(before.cards + 1);
    expect(sandbox.lambda.executions()).toHaveLength(before.started + 1);

    const [card] = cards(sandbox).slice(-1);
    if (card === undefined) throw new Error('no card');
    await press(sandbox, people.approver, card, 'approve');
    expect(initCallsSince(sandbox, card)).toHaveLength(1);
  });

  it('is refused at a field if its values changed, and the first one stands', async () => {
    const sandbox = product();
    const first = await ask(sandbox, { reason: 'The first reason' });
    const started = sandbox.lambda.executions().length;
    const delivery = lastSubmission(sandbox);
    const payload = new URLSearchParams(delivery.body).get('payload') ?? '';
    const changed = payload.replace('The first reason', 'Another reason');
    expect(changed).not.toBe(payload);
    const body = new URLSearchParams({ payload: changed }).toString();
    const answer = await sandbox.slack.client.redeliver({ ...delivery, body });

    expect(JSON.parse(answer.text ?? '')).toEqual({
      response_action: 'errors',
      errors: { reason: expect.stringContaining('You already sent this form.') },
    });
    await sandbox.lambda.idle();
    expect(sandbox.lambda.executions()).toHaveLength(started);
    expect(cards(sandbox).at(-1)?.ts).toBe(first.ts);
    expect(wordsOf(now(sandbox, first))).toContain('The first reason');
  });
});

describe('simultaneous decisions', () => {
  it('of fifty approvers are one decision and one call, and all others are told privately', async () => {
    const sandbox = product();
    const waiting = await ask(sandbox);
    const told = () =>
      [people.approver, people.groupApprover].flatMap((userId) =>
        sandbox.slack.client.ephemerals(userId),
      );
    const before = told().length;
    const clicks = Array.from({ length: 50 }, (_, index) =>
      click(sandbox, index % 2 === 0 ? people.approver : people.groupApprover, waiting, 'approve'),
    );
    const deliveries = await Promise.all(clicks);
    await sandbox.lambda.idle();

    expect(deliveries.flatMap(({ error }) => error ?? [])).toEqual([]);
    expect(initCallsSince(sandbox, waiting)).toHaveLength(1);
    const card = now(sandbox, waiting);
    expect(statesShown(sandbox, card)).toEqual(['waiting', 'waiting', 'sending', 'accepted']);
    expect(linesOf(sandbox, card).filter((line) => line.startsWith('Approved'))).toHaveLength(1);
    const answers = told().slice(before);
    expect(answers).toHaveLength(49);
    for (const { text } of answers)
      expect(text).toMatch(/This request is closed|so nothing changed/);
  });

  it('to approve and to reject are one decision, and the loser is told', async () => {
    const sandbox = product();
    const waiting = await ask(sandbox);
    await click(sandbox, people.groupApprover, waiting, 'reject');
    await fillReason(sandbox, people.groupApprover, 'Not today');
    const before = sandbox.slack.client.ephemerals(people.approver).length;
    const [, rejected] = await Promise.all([
      click(sandbox, people.approver, waiting, 'approve'),
      submit(sandbox, people.groupApprover),
    ]);
    await sandbox.lambda.idle();

    const toldApprover = sandbox.slack.client.ephemerals(people.approver).length > before;
    const state = stateOf(now(sandbox, waiting));
    expect(toldApprover).toBe(state === 'rejected');
    expect(rejected.outcome).toBe(state === 'rejected' ? 'closed' : 'errors');
    expect(['rejected', 'accepted']).toContain(state);
    expect(initCallsSince(sandbox, waiting)).toHaveLength(state === 'accepted' ? 1 : 0);
    expect(decisionLines(sandbox, waiting)).toHaveLength(1);
  });

  it('to approve and to cancel are one decision, and the loser is told', async () => {
    const sandbox = product();
    const waiting = await ask(sandbox);
    const { client } = sandbox.slack;
    const told = () =>
      client.ephemerals(people.approver).length + client.ephemerals(people.requester).length;
    const before = told();
    await Promise.all([
      click(sandbox, people.requester, waiting, 'cancel'),
      click(sandbox, people.approver, waiting, 'approve'),
    ]);
    await sandbox.lambda.idle();

    const state = stateOf(now(sandbox, waiting));
    expect(['cancelled', 'accepted']).toContain(state);
    expect(told()).toBe(before + 1);
    expect(initCallsSince(sandbox, waiting)).toHaveLength(state === 'accepted' ? 1 : 0);
    expect(decisionLines(sandbox, waiting)).toHaveLength(1);
    expect(factsOf(now(sandbox, waiting)).decided_by).toBeDefined();
  });
});

function lastSubmission(sandbox: Sandbox): Delivery {
  const delivery = sandbox.slack.deliveries.findLast(({ kind }) => kind === 'view_submission');
  if (delivery === undefined) throw new Error('No form was submitted');
  return delivery;
}

function decisionLines(sandbox: Sandbox, card: Message): readonly string[] {
  return linesOf(sandbox, card).filter((line) => /^(?:Approved|Rejected|Cancelled) /.test(line));
}
