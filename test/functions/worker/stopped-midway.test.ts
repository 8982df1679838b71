import { click, until } from '@doo-repush/sandbox/driver';
import type { Message } from '@doo-repush/sandbox/slack/workspace/model';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { describe, expect, it } from 'vitest';
import { SETTLED_MS } from '../../support/end-on-aws.ts';
import { productForFile } from '../../support/product-for-file.ts';
import {
  ask,
  executionOf,
  hasButtons,
  initCallsSince,
  now,
  stateOf,
  statesShown,
  wordsOf,
} from '../../support/requests.ts';

const product = productForFile();

const LATE_MS = 1_500;

const BY_EVENT = 'by the event';
const close = (ts: string) => product().hosts.worker.invoke({ v: 1, task: 'close', ts });

/** The ways in which a card is closed; their results say nothing about the card. */
const WAYS: readonly [way: string, begin: (card: Message) => Promise<unknown>][] = [
  [BY_EVENT, () => product().lambda.idle()],
  ['by the daily run', () => product().hosts.worker.invoke({ v: 1, task: 'reconcile' })],
  ['by hand', ({ ts }) => close(ts)],
  [
    'by a click',
    async (card) => {
      await click(product(), people.approver, card, 'approve');
      await product().lambda.idle();
    },
  ],
];

/** A request that is approved, and stopped on AWS while the edit that shows this is in flight to Slack. */
async function stoppedWhileShowing(): Promise<Message> {
  const sandbox = product();
  const card = await ask(sandbox);
  sandbox.slack.faults.add({ method: 'chat.update', fault: { lateMs: LATE_MS } });
  const before = sandbox.slack.calls.length;
  await click(sandbox, people.approver, card, 'approve');
  await until('the edit', () =>
    sandbox.slack.calls.slice(before).find(({ method }) => method === 'chat.update'),
  );
  await sandbox.lambda.control.stop(executionOf(sandbox, card).arn);
  return card;
}

describe('a request that is stopped on AWS while its invocation runs', () => {
  it.each(WAYS)('is closed %s once nothing of it is in flight to Slack', async (_, begin) => {
    const sandbox = product();
    const card = await stoppedWhileShowing();
    const closing = begin(card);
    await until('the late edit', () => statesShown(sandbox, card).includes('sending') || undefined);
    expect(stateOf(now(sandbox, card))).toBe('sending');
    sandbox.clock.advance(SETTLED_MS);
    await closing;
    await sandbox.lambda.idle();

    const closed = now(sandbox, card);
    expect(stateOf(closed)).toBe('failed');
    expect(hasButtons(closed)).toBe(false);
    expect(wordsOf(closed)).toContain("doo hadn't been asked, so nothing was sent.");
    expect(statesShown(sandbox, card)).toEqual(['waiting', 'waiting', 'sending', 'failed']);
    expect(initCallsSince(sandbox, card)).toEqual([]);
  });

  it('says that doo may have been called if a call was in flight, and sends nothing more', async () => {
    const sandbox = product();
    sandbox.lambda.statusEvents.lose(true);
    const card = await ask(sandbox, { eventIds: '41231 41232 41233' });
    await sandbox.doo.faults.set('init', { kind: 'slow', delayMs: LATE_MS }, { calls: 1 });
    await click(sandbox, people.approver, card, 'approve');
    await until('the call to doo', () => initCallsSince(sandbox, card)[0]);
    const { arn } = executionOf(sandbox, card);
    const ends: unknown[] = [];
    const unsubscribe = sandbox.lambda.onInvocation(
      ({ executionArn, result }) => executionArn === arn && ends.push(result.ok),
    );
    await sandbox.lambda.control.stop(arn);
    expect(ends).toEqual([]);
    const closing = close(card.ts);
    await until('the end of the invocation', () => ends.length > 0 || undefined);
    sandbox.clock.advance(SETTLED_MS);
    await closing;
    await sandbox.lambda.idle();
    unsubscribe();

    const closed = now(sandbox, card);
    expect(stateOf(closed)).toBe('failed');
    expect(hasButtons(closed)).toBe(false);
    expect(wordsOf(closed)).toContain('doo may have been asked');
    expect(initCallsSince(sandbox, card)).toHaveLength(1);
    expect(ends).toHaveLength(1);
  });
});
