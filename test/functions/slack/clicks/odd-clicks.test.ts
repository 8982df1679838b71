import { click, stateOf, submit } from '@doo-repush/sandbox/driver';
import type { Delivery } from '@doo-repush/sandbox/slack/client/delivery';
import { objectsIn } from '@doo-repush/sandbox/slack/json';
import type { Message } from '@doo-repush/sandbox/slack/workspace/model';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { afterEach, describe, expect, test } from 'vitest';
import { callbackOf, completeCallback } from '../../../support/callbacks.ts';
import { endUnnoticed } from '../../../support/end-on-aws.ts';
import { failedDeliveries } from '../../../support/failed-deliveries.ts';
import { productForFile } from '../../../support/product-for-file.ts';
import { changedInteraction } from '../../../support/raw-delivery.ts';
import {
  ask,
  fillReason,
  HOUR_MS,
  now,
  passTime,
  press,
  reject,
  toldBy,
  wordsOf,
} from '../../../support/requests.ts';

const product = productForFile();

afterEach(() => expect(failedDeliveries(product())).toEqual([]));

const approve = (userId: string, card: Message) =>
  toldBy(product(), userId, () => click(product(), userId, card, 'approve'));

describe('a late click names the decider', () => {
  test('after an approval', async () => {
    const card = await ask(product());
    await press(product(), people.approver, card, 'approve');
    expect(await approve(people.groupApprover, card)).toContain(
      `This request is closed: <@${people.approver}> decided`,
    );
    expect(await approve(people.approver, card)).toContain('You decided');
  });

  test('after a rejection', async () => {
    const card = await ask(product());
    await reject(product(), people.groupApprover, card, 'Not now');
    expect(await approve(people.approver, card)).toContain(`<@${people.groupApprover}> decided`);
  });

  test('after a cancellation', async () => {
    const card = await ask(product());
    await press(product(), people.requester, card, 'cancel');
    expect(await approve(people.approver, card)).toContain(`<@${people.requester}> decided`);
  });

  test('after nobody decided in time', async () => {
    const card = await ask(product());
    await passTime(product(), () => stateOf(now(product(), card)) === 'expired', {
      stepMs: 12 * HOUR_MS,
    });
    expect(await approve(people.approver, card)).toBe(
      'This request expired. Nothing was sent. Still need it? Edit and ask again on its card.',
    );
  });

  test('in the form of a rejection that came too late', async () => {
    const card = await ask(product());
    await click(product(), people.groupApprover, card, 'reject');
    await fillReason(product(), people.groupApprover, 'Too late');
    await press(product(), people.approver, card, 'approve');
    const { outcome, errors } = await submit(product(), people.groupApprover);
    expect(outcome).toBe('errors');
    expect(errors.reason).toBe(
      'This request is closed: a colleague already decided. The card shows who and when.',
    );
  });

  test('as far as possible while Slack does not show the card', async () => {
    const card = await ask(product());
    await press(product(), people.approver, card, 'approve');
    product().slack.faults.add({ method: 'conversations.history', fault: 'http_500' });
    expect(await approve(people.groupApprover, card)).toContain(
      'This request is closed: it was decided, or its time ran out. Its card says which.',
    );
  });
});

describe('between a refused decision and the new buttons', () => {
  const IN_HAND = 'Another decision is being processed';

  test('a click is not told that somebody decided, and the new buttons work', async () => {
    const sandbox = product();
    const card = await ask(sandbox);
    await click(sandbox, people.groupApprover, card, 'reject');
    await fillReason(sandbox, people.groupApprover, 'Not now');
    sandbox.slack.faults.add({ method: 'chat.update', fault: 'http_500' });
    await completeCallback(sandbox, callbackOf(card), 'nonsense');

    const words = await approve(people.approver, card);
    expect(words).toContain(IN_HAND);
    expect(words).toContain('If the buttons are still there in a minute, try again.');
    expect(words).not.toContain('request is closed');
    const { errors } = await submit(sandbox, people.groupApprover);
    expect(errors.reason).toContain(IN_HAND);

    const hasNewButtons = () => callbackOf(now(sandbox, card)) !== callbackOf(card);
    await passTime(sandbox, hasNewButtons, { stepMs: 1_000 });
    const approved = await press(sandbox, people.approver, now(sandbox, card), 'approve');
    expect(stateOf(approved)).toBe('accepted');
  });
});

describe('a click that cannot be parsed is answered and changes nothing', () => {
  const OLD = 'This button is out of date.';

  /** A requester's click that does not count, with its only action changed. */
  async function changedClick(card: Message, change: object): Promise<string> {
    const sandbox = product();
    const recorded: Delivery = await click(sandbox, people.requester, card, 'approve');
    const body = changedInteraction(recorded.body, (payload) => {
      const [action] = objectsIn(payload.actions);
      return { ...payload, actions: [{ ...action, ...change }] };
    });
    return toldBy(sandbox, people.requester, () =>
      sandbox.slack.client.redeliver({ ...recorded, body }),
    );
  }

  test.for([
    ['an action of another version', { action_id: 'approve_v2' }],
    ['an action whose id only begins like one', { action_id: 'approve2' }],
    ['a value of another version', { value: '{"v":2,"c":"x","r":"U0RENEREQU"}' }],
    ['a value that is no JSON', { value: 'v1' }],
    ['a value without a callback', { value: '{"v":1,"r":"U0RENEREQU"}' }],
    ['an empty value', { value: '' }],
    ['no value', { value: undefined }],
  ] as const)('%s', async ([, change]) => {
    const card = await ask(product());
    expect(await changedClick(card, change)).toContain(OLD);
    expect(stateOf(now(product(), card))).toBe('waiting');
    expect(stateOf(await press(product(), people.requester, card, 'cancel'))).toBe('cancelled');
  });

  test('a callback that nobody awaits', async () => {
    const card = await ask(product());
    const value = JSON.stringify({ v: 1, c: 'bm90aGluZw==', r: people.secondRequester, e: '' });
    const recorded = await click(product(), people.requester, card, 'approve');
    const body = changedInteraction(recorded.body, (payload) => ({
      ...payload,
      user: { id: people.approver, team_id: people.team },
      actions: [{ type: 'button', action_id: 'approve', block_id: 'x', value }],
    }));
    const words = await toldBy(product(), people.requester, () =>
      product().slack.client.redeliver({ ...recorded, body }),
    );
    expect(words).toContain('so nothing changed');
    expect(stateOf(now(product(), card))).toBe('waiting');
    await press(product(), people.requester, card, 'cancel');
  });
});

describe('a click on a card whose execution ended without a report', () => {
  test.for(['stop', 'fail', 'timeOut'] as const)(
    'is told so (%s), and the card is closed',
    async (end) => {
      const sandbox = product();
      const card = await ask(sandbox);
      await endUnnoticed(sandbox, card, end);
      expect(stateOf(now(sandbox, card))).toBe('waiting');
      expect(await approve(people.approver, card)).toContain(
        "This request ended without a result, so your click doesn't count.",
      );
      const closed = now(sandbox, card);
      expect(stateOf(closed)).toBe('failed');
      expect(wordsOf(closed)).toContain('nothing was sent');
      expect(await approve(people.groupApprover, card)).toBe(
        'This request ended without a result. Its card says what we know.',
      );
    },
  );

  test('reports it even if worker could not be asked to close the card', async () => {
    const sandbox = product();
    const card = await ask(sandbox);
    await endUnnoticed(sandbox, card);
    sandbox.lambda.faults.add({ operation: 'Invoke', fault: 'refused' });
    expect(await approve(people.approver, card)).toBe(
      "This request ended without a result, so your click doesn't count. What we know of it goes to its card, or else to its thread and to whoever asked.",
    );
    expect(stateOf(now(sandbox, card))).toBe('waiting');
  });
});
