import { cards, click } from '@doo-repush/sandbox/driver';
import type { Message } from '@doo-repush/sandbox/slack/workspace/model';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { describe, expect, it } from 'vitest';
import { killAt, type Point } from '../../support/kill-at.ts';
import { productForFile } from '../../support/product-for-file.ts';
import {
  ask,
  endOf,
  hasButtons,
  initCallsSince,
  linesOf,
  now,
  passTime,
  press,
  stateOf,
  submitted,
} from '../../support/requests.ts';

const product = productForFile();

/** The worst moments to die: after unrecorded writes, and during the call to doo. */
const BEFORE_THE_DECISION: readonly Point[] = [{ name: 'post card', status: 'STARTED' }];
const AFTER_THE_DECISION: readonly Point[] = [
  { name: 'judge decision 1', status: 'SUCCEEDED' },
  { name: 'send 1 call 1', status: 'STARTED' },
  { name: 'send 1 call 1', status: 'SUCCEEDED' },
  { name: 'show end', status: 'STARTED' },
];

function wasSent({ name, status }: Point): boolean {
  return name === 'show end' || (name === 'send 1 call 1' && status === 'SUCCEEDED');
}

describe('a killed process', () => {
  it.each(BEFORE_THE_DECISION)(
    'leaves one card that is sent once after approval, if killed when "$name" has $status',
    async (point) => {
      const sandbox = product();
      const before = cards(sandbox).length;
      const killed = killAt(sandbox, point, sandbox.lambda.executions().length);
      await submitted(sandbox);
      await killed;
      await passTime(sandbox, () => isShown(before), { stepMs: 1_000 });

      const waiting = cards(sandbox)[before];
      if (waiting === undefined) throw new Error('no card');
      const card = await press(sandbox, people.approver, waiting, 'approve');
      expect(stateOf(card)).toBe('accepted');
      expect(cards(sandbox)).toHaveLength(before + 1);
      expect(initCallsSince(sandbox, waiting)).toHaveLength(1);
      expectLinesOnce(card);
    },
  );

  it.each(AFTER_THE_DECISION)(
    'still ends with a report and makes at most one call, if killed when "$name" has $status',
    async (point) => {
      const sandbox = product();
      const waiting = await ask(sandbox);
      const before = cards(sandbox).length;
      const killed = killAt(sandbox, point);
      await click(sandbox, people.approver, waiting, 'approve');
      await killed;
      await endOf(sandbox, waiting, { stepMs: 1_000 });

      const card = now(sandbox, waiting);
      expect(wasSent(point) ? ['accepted'] : ['accepted', 'unknown']).toContain(stateOf(card));
      expect(cards(sandbox)).toHaveLength(before);
      const calls = initCallsSince(sandbox, waiting).length;
      if (stateOf(card) === 'accepted') expect(calls).toBe(1);
      expect(calls).toBeLessThanOrEqual(1);
      expectLinesOnce(card);
    },
  );
});

function isShown(cardIndex: number): boolean {
  const card = cards(product())[cardIndex];
  return card !== undefined && hasButtons(card);
}

function expectLinesOnce(card: Message): void {
  expect(linesOf(product(), card)).toEqual([
    expect.stringMatching(/^Asked/),
    expect.stringMatching(/^Approved/),
    expect.stringMatching(
      /^Event 41231: (?:doo accepted 412 orders.*\nWe'll ask|Unclear.*\nNeeds an approver) /,
    ),
  ]);
}
