import { cards, click, submit } from '@doo-repush/sandbox/driver';
import type { Message } from '@doo-repush/sandbox/slack/workspace/model';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { describe, expect, it } from 'vitest';
import { killAt, type Point } from '../../../support/kill-at.ts';
import { productForFile } from '../../../support/product-for-file.ts';
import {
  ask,
  endOf,
  executionOf,
  factsOf,
  fillReason,
  initCallsSince,
  MINUTE_MS,
  now,
  passTime,
  press,
} from '../../../support/requests.ts';

const product = productForFile();
const SECOND = { stepMs: 1_000 };

/** Crashes that may leave a message in the channel unknown to the execution. */
const KILLED_WHILE_ASKING: Point = { name: 'line arrival asked, patiently', status: 'STARTED' };
const KILLED_WHILE_ANSWERED: Point = { name: 'line arrived 2, patiently', status: 'STARTED' };
const KILLED_WHILE_RESOLVED: Point = { name: 'line started 1, patiently', status: 'STARTED' };

const thread = (card: Message) => product().slack.client.thread(people.approvals, card.ts).slice(1);
const isAsked = (card: Message) => factsOf(now(product(), card)).arrival === 'asked';
const isOver = (card: Message) => executionOf(product(), card).status === 'SUCCEEDED';

async function accepted(): Promise<Message> {
  return press(product(), people.approver, await ask(product()), 'approve');
}

function expectOnce(card: Message, cardsBefore: number): void {
  expect(cards(product())).toHaveLength(cardsBefore);
  const marks = thread(card).map(({ metadata }) => metadata?.event_payload.line);
  expect(marks).toEqual([...new Set(marks)]);
  expect(initCallsSince(product(), card)).toHaveLength(1);
}

describe('a process that is killed during the follow-up', () => {
  it('asks once if killed while asking', async () => {
    const sandbox = product();
    const card = await accepted();
    const before = cards(sandbox).length;
    const killed = killAt(sandbox, KILLED_WHILE_ASKING);
    sandbox.clock.advance(10 * MINUTE_MS);
    await killed;
    await passTime(sandbox, () => isAsked(card), SECOND);
    await click(sandbox, people.requester, now(sandbox, card), 'arrived');
    await passTime(sandbox, () => isOver(card), SECOND);
    expect(factsOf(now(sandbox, card))).toMatchObject({ arrival: 'arrived' });
    expectOnce(card, before);
  });

  it('records an answer once if killed while recording it', async () => {
    const sandbox = product();
    const card = await accepted();
    await passTime(sandbox, () => isAsked(card));
    const before = cards(sandbox).length;
    const killed = killAt(sandbox, KILLED_WHILE_ANSWERED);
    await click(sandbox, people.requester, now(sandbox, card), 'arrived');
    await killed;
    await passTime(sandbox, () => isOver(card), SECOND);
    expect(factsOf(now(sandbox, card))).toMatchObject({
      arrival: 'arrived',
      arrival_by: people.requester,
    });
    expectOnce(card, before);
  });

  it('records a resolution once if killed while recording it', async () => {
    const sandbox = product();
    const waiting = await ask(sandbox);
    await sandbox.doo.faults.set('init', { kind: 'status_500', acts: true }, { calls: 1 });
    await press(sandbox, people.approver, waiting, 'approve');
    const card = await endOf(sandbox, waiting);
    const before = cards(sandbox).length;
    await click(sandbox, people.approver, card, 'doo_started');
    await fillReason(sandbox, people.approver, 'Seen in the log');
    const killed = killAt(sandbox, KILLED_WHILE_RESOLVED);
    await submit(sandbox, people.approver);
    await killed;
    await passTime(sandbox, () => isOver(card), SECOND);
    expect(factsOf(now(sandbox, card))).toMatchObject({ resolution: 'started' });
    expectOnce(card, before);
  });
});
