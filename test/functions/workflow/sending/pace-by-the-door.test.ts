import { click } from '@doo-repush/sandbox/driver';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { describe, expect, it } from 'vitest';
import { productForFile } from '../../../support/product-for-file.ts';
import {
  ask,
  endOf,
  initCallsSince,
  MINUTE_MS,
  now,
  passTime,
  stateOf,
  wordsOf,
} from '../../../support/requests.ts';

const product = productForFile();

/** How many calls doo has got by now for each event. */
const THREE = { eventIds: '41231 41232 41233' } as const;

async function approvedAt(maxRatePerMin: number) {
  const sandbox = product();
  const waiting = await ask(sandbox, { ...THREE, maxRatePerMin });
  expect(wordsOf(waiting)).toContain('a minute, 3 calls in turn');
  await click(sandbox, people.approver, waiting, 'approve');
  await passTime(sandbox, () => initCallsSince(sandbox, waiting).length === 1, { stepMs: 1_000 });
  await sandbox.lambda.idle();
  return waiting;
}

describe('three events at a rate', () => {
  it.each([
    [100, 5],
    [40, 11],
  ])('follow one another, at %i a minute the second after %i minutes', async (rate, minutes) => {
    const sandbox = product();
    const card = await approvedAt(rate);
    expect(wordsOf(now(sandbox, card))).toMatch(
      /Asking doo: 1 of 3 events done\. Next: 41232, <!date\^\d+/,
    );
    sandbox.clock.advance(minutes * MINUTE_MS - 5_000);
    await sandbox.lambda.idle();
    expect(initCallsSince(sandbox, card)).toHaveLength(1);
    sandbox.clock.advance(10_000);
    await passTime(sandbox, () => initCallsSince(sandbox, card).length > 1, {
      stepMs: 1_000,
      steps: 20,
    });
    expect(initCallsSince(sandbox, card)).toHaveLength(2);
    const end = await endOf(sandbox, card);
    expect(stateOf(end)).toBe('accepted');
    expect(initCallsSince(sandbox, card)).toHaveLength(3);
  });

  it('go out together where that was chosen, and the card warns with the sum of their rates', async () => {
    const sandbox = product();
    const waiting = await ask(sandbox, { ...THREE, maxRatePerMin: 40, order: 'at_once' });
    expect(wordsOf(waiting)).toContain('*All at once*: up to 120 webhooks a minute together');
    await click(sandbox, people.approver, waiting, 'approve');
    await passTime(sandbox, () => initCallsSince(sandbox, waiting).length === 3, {
      stepMs: 1_000,
      steps: 30,
    });
    expect(initCallsSince(sandbox, waiting)).toHaveLength(3);
    await endOf(sandbox, waiting);
    const paced = await ask(sandbox, { ...THREE, maxRatePerMin: 40 });
    expect(wordsOf(paced)).not.toContain('a minute together');
  });

  it('are stopped while the second waits for its turn', async () => {
    const sandbox = product();
    const card = await approvedAt(40);
    await click(sandbox, people.requester, now(sandbox, card), 'stop');
    const end = await endOf(sandbox, card, { stepMs: 1_000 });
    expect(wordsOf(end)).toContain(`<@${people.requester}> stopped the rest`);
    sandbox.clock.advance(60 * MINUTE_MS);
    await sandbox.lambda.idle();
    expect(initCallsSince(sandbox, card)).toHaveLength(1);
  });
});
