import { openForm } from '@doo-repush/sandbox/driver';
import type { Sandbox } from '@doo-repush/sandbox/sandbox';
import { findElement } from '@doo-repush/sandbox/slack/blocks/parts';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { commandAnswer } from '../../../support/command-answer.ts';
import { failedDeliveries } from '../../../support/failed-deliveries.ts';
import { logged, referenceIn } from '../../../support/log-lines.ts';
import { startProduct } from '../../../support/product.ts';
import { productForFile } from '../../../support/product-for-file.ts';
import { ANSWERS_KEPT_MS } from '../../../support/requests.ts';

const product = productForFile();

beforeEach(() => product().clock.advance(ANSWERS_KEPT_MS));
afterEach(async () => {
  const { client } = product().slack;
  const view = client.openView(people.requester);
  if (view !== undefined) await client.close(people.requester, view.view.id);
  expect(failedDeliveries(product())).toEqual([]);
});

const opensOf = (sandbox: Sandbox) =>
  sandbox.slack.calls.filter(({ method }) => method === 'views.open').length;

function initialValue(sandbox: Sandbox, actionId: string): unknown {
  const view = sandbox.slack.client.openView(people.requester);
  const element = view && findElement(view.view.blocks, actionId)?.element;
  return element?.initial_option ?? element?.initial_value;
}

describe('opening the form', () => {
  test('the command opens an empty form within the same delivery', async () => {
    const sandbox = product();
    const form = await openForm(sandbox, people.requester);
    expect(form.view.blocks.map((block) => block.block_id)).toEqual([
      'organization',
      'configuration:',
      'resource',
      'event_ids',
      'window',
      'reason',
      'ticket',
      'more_options',
    ]);
    expect(initialValue(sandbox, 'resource')).toMatchObject({ value: 'orders' });
    expect(initialValue(sandbox, 'event_ids')).toBeUndefined();
    expect(sandbox.slack.client.ephemerals(people.requester)).toEqual([]);
  });

  test.for([
    ['orders 41231 41232', 'orders', '41231 41232'],
    ['41231,41232;41231', 'orders', '41231 41232'],
    ['attendees https://admin.doo.example/events/41231/overview', 'attendees', '41231'],
    ['ORDERS 41231', 'orders', '41231'],
    ['contacts', 'contacts', undefined],
  ] as const)('"%s" fills in the form', async ([text, resource, eventIds]) => {
    await openForm(product(), people.requester, text);
    expect(initialValue(product(), 'resource')).toMatchObject({ value: resource });
    expect(initialValue(product(), 'event_ids')).toBe(eventIds);
  });

  test('any member of the approval channel may request', async () => {
    const form = await openForm(product(), people.secondRequester);
    expect(form.userId).toBe(people.secondRequester);
    await product().slack.client.close(people.secondRequester, form.view.id);
  });
});

describe('a command that opens no form is answered privately', () => {
  test.for([
    ['help', '`/doo-repush` opens the form'],
    ['?', '`/doo-repush` opens the form'],
    ['help', 'Slack takes no commands in threads: type them in the message field of the channel'],
    ['<!channel>', 'channel" is not an event ID.'],
    ['tickets', '"tickets" is not an event ID.'],
    ['0', '"0" is not an event ID.'],
  ])('"%s"', async ([text = '', words = '']) => {
    const opened = opensOf(product());
    expect(await commandAnswer(product(), people.requester, text)).toContain(words);
    expect(opensOf(product())).toBe(opened);
  });

  test.for([
    ['a guest', people.guest, 'is a guest of this workspace'],
    ['somebody of another workspace', people.outsider, 'belongs to another workspace'],
  ] as const)('%s may not request', async ([, userId, why]) => {
    const opened = opensOf(product());
    const words = await commandAnswer(product(), userId, '');
    expect(words).toContain('You may not ask');
    expect(words).toContain(why);
    expect(words).toContain(`Ask someone in <#${people.approvals}>`);
    expect(opensOf(product())).toBe(opened);
  });

  test('a person outside the approval channel may not request, and is told why', async () => {
    const sandbox = product();
    const { client } = sandbox.slack;
    leaveApprovals(sandbox, people.secondRequester);
    const words = await commandAnswer(sandbox, people.secondRequester, '', people.general);
    expect(words).toContain('You may not ask for a repush');
    expect(words).toContain(`<#${people.approvals}>`);
    expect(words).toContain('is not among those who may ask');
    expect(client.openView(people.secondRequester)).toBeUndefined();
    joinApprovals(sandbox, people.secondRequester);
  });

  test.for([
    ['users.info', 'http_500'],
    ['users.info', 'reset_before'],
    ['conversations.members', 'http_500'],
  ] as const)('if Slack cannot verify the person (%s: %s)', async ([method, fault]) => {
    const sandbox = product();
    sandbox.slack.faults.add({ method, fault });
    const words = await commandAnswer(sandbox, people.requester, '');
    expect(words).toContain("Slack couldn't say whether you may ask. Try again in a moment.");
    expect(sandbox.slack.client.openView(people.requester)).toBeUndefined();
    await openForm(sandbox, people.requester);
  });

  test('if the trigger has expired', async () => {
    const sandbox = product();
    sandbox.slack.faults.add({ method: 'views.open', fault: { error: 'expired_trigger_id' } });
    expect(await commandAnswer(sandbox, people.requester, '')).toContain(
      "Slack took too long, so the form couldn't open.",
    );
  });

  test('if views.open fails, with a reference to the log', async () => {
    const sandbox = product();
    sandbox.slack.faults.add({ method: 'views.open', fault: 'http_500' });
    const words = await commandAnswer(sandbox, people.requester, '');
    expect(words).toContain("The form couldn't open.");
    const references = logged(sandbox, 'listener_failed').map((entry) => entry.reference);
    expect(references).toContain(referenceIn(words));
  });
});

describe('with a list of requesters', () => {
  test('people on it and members of its groups may request, and the channel does not count', async () => {
    const REQUESTERS = `${people.requester}, ${people.approverGroup}`;
    const sandbox = await startProduct({ settings: { REQUESTERS } });
    leaveApprovals(sandbox, people.requester);
    const { client } = sandbox.slack;
    for (const userId of [people.requester, people.groupApprover]) {
      await client.command(userId, '/doo-repush', '', people.general);
      expect(client.openView(userId)?.view.callback_id).toBe('request_form');
    }
    const words = await commandAnswer(sandbox, people.secondRequester, '');
    expect(words).toContain('You may not ask for a repush');
    expect(words).toContain('is not among those who may ask');
    expect(sandbox.slack.calls.map(({ method }) => method)).not.toContain('conversations.members');
    expect(failedDeliveries(sandbox)).toEqual([]);
  });
});

test('an empty list lets nobody request', async () => {
  const sandbox = await startProduct({ settings: { REQUESTERS: '' } });
  const words = await commandAnswer(sandbox, people.requester, '');
  expect(words).toContain('You may not ask for a repush');
});

function leaveApprovals(sandbox: Sandbox, userId: string): void {
  const channel = sandbox.slack.workspace.channel(people.approvals);
  if (channel !== undefined) channel.members = channel.members.filter((id) => id !== userId);
}

function joinApprovals(sandbox: Sandbox, userId: string): void {
  sandbox.slack.workspace.channel(people.approvals)?.members.push(userId);
}
