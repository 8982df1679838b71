import { expect, test } from 'vitest';
import { createWorld, settle } from '../../../support/states/world.ts';

test('a request that refused a hundred decisions is closed without claiming that it expired', async () => {
  const world = createWorld(1);
  await settle(world);
  const beganAtMs = world.clock.nowMs;
  for (let round = 1; round <= 100; round++) {
    const { callbackId } = world.execution.openCallback() ?? {};
    if (callbackId === undefined) throw new Error(`no callback in round ${round}`);
    world.execution.complete(callbackId, 'no JSON');
    await settle(world);
  }
  expect(world.slack.cards.map(({ card }) => card.state)).toEqual([
    { kind: 'expired', atMs: expect.any(Number), reason: 'too_many_refusals' },
  ]);
  expect(world.clock.nowMs - beganAtMs).toBeLessThan(3_600_000);
  expect(world.execution.openCallback()).toBeUndefined();
});
