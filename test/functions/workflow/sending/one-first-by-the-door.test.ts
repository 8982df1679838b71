import { click, enter, openForm } from '@doo-repush/sandbox/driver';
import { findElement } from '@doo-repush/sandbox/slack/blocks/parts';
import type { Message } from '@doo-repush/sandbox/slack/workspace/model';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { describe, expect, it } from 'vitest';
import { acmeOrders } from '../../../support/product.ts';
import { productForFile } from '../../../support/product-for-file.ts';
import {
  ask,
  endOf,
  HOUR_MS,
  initCallsSince,
  linesOf,
  now,
  passTime,
  stateOf,
  toldBy,
  wordsOf,
} from '../../../support/requests.ts';

const product = productForFile();

const THREE = { eventIds: '41231 41232 41233' } as const;

function hasButton(card: Message, actionId: string): boolean {
  return findElement(card.blocks ?? [], actionId) !== undefined;
}

/** A request for three events that asks whether the first one arrived. */
async function askedAboutFirst(): Promise<Message> {
  const sandbox = product();
  const waiting = await ask(sandbox, { ...THREE, order: 'one_first' });
  expect(wordsOf(waiting)).toContain('one first, then the rest after a yes');
  await click(sandbox, people.approver, waiting, 'approve');
  await passTime(sandbox, () => hasButton(now(sandbox, waiting), 'first_arrived'));
  await sandbox.lambda.idle();
  return now(sandbox, waiting);
}

describe('one first, then the rest', () => {
  it('asks on the card and in the thread, and sends the rest after a yes', async () => {
    const sandbox = product();
    const card = await askedAboutFirst();
    expect(initCallsSince(sandbox, card)).toHaveLength(1);
    expect(wordsOf(card)).toContain('Did the first one arrive?');
    expect(
      linesOf(sandbox, card).filter((line) => /Did the first one arrive\?/.test(line)),
    ).toEqual([expect.stringContaining(`<@${people.requester}>`)]);
    sandbox.clock.advance(24 * HOUR_MS);
    await sandbox.lambda.idle();
    expect(initCallsSince(sandbox, card)).toHaveLength(1);
    await click(sandbox, people.requester, now(sandbox, card), 'first_arrived');
    const end = await endOf(sandbox, card);
    expect(initCallsSince(sandbox, card)).toHaveLength(3);
    expect(stateOf(end)).toBe('accepted');
    expect(hasButton(end, 'first_arrived')).toBe(false);
  });

  it('leaves the rest unsent after a no, and says why', async () => {
    const sandbox = product();
    const card = await askedAboutFirst();
    await click(sandbox, people.groupApprover, card, 'first_not_arrived');
    const end = await endOf(sandbox, card);
    expect(initCallsSince(sandbox, card)).toHaveLength(1);
    expect(stateOf(end)).toBe('partly_accepted');
    expect(wordsOf(end)).toContain("the first one didn't arrive");
    expect(linesOf(sandbox, card).join('\n')).toContain(`<@${people.groupApprover}>`);
  });

  it('tells a person who may not answer, and goes on waiting', async () => {
    const sandbox = product();
    const card = await askedAboutFirst();
    const told = await toldBy(sandbox, people.secondRequester, () =>
      click(sandbox, people.secondRequester, card, 'first_arrived'),
    );
    expect(told).toContain('Ask ');
    expect(initCallsSince(sandbox, card)).toHaveLength(1);
    await click(sandbox, people.requester, now(sandbox, card), 'first_not_arrived');
    await endOf(sandbox, card);
  });
});

describe('the order in the form', () => {
  const orderField = () => {
    const view = product().slack.client.openView(people.requester);
    return findElement(view?.view.blocks ?? [], 'order');
  };

  it('is offered once there are several events, and no longer for one', async () => {
    const sandbox = product();
    await openForm(sandbox, people.requester);
    await enter(sandbox, people.requester, { ...acmeOrders, eventIds: '41231' });
    await sandbox.lambda.idle();
    expect(orderField()).toBeUndefined();
    await enter(sandbox, people.requester, { eventIds: '41231 41232' });
    await sandbox.lambda.idle();
    expect(orderField()).toBeDefined();
    await enter(sandbox, people.requester, { eventIds: '41232' });
    await sandbox.lambda.idle();
    expect(orderField()).toBeUndefined();
  });
});
