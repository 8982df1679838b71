import { dooFailure } from '@doo-repush/core/doo/failure';
import { failed } from '@doo-repush/core/doo/result';
import { expect, it } from 'vitest';
import { createWorld, pass } from '../../../support/states/world.ts';

const MINUTE_MS = 60_000;
const CHECKPOINTS = 40;

/** A request that doo has no room for, whose process dies once. */
async function toldAfterDeath(checkpoint: number, when: 'before' | 'after') {
  const world = createWorld(1);
  const { clientOf } = world.doo.access;
  Object.assign(world.doo.access, {
    clientOf: async (...args: Parameters<typeof clientOf>) => ({
      ...(await clientOf(...args)),
      authenticate: async () => failed(dooFailure('rate_limited', { status: 429 })),
    }),
  });
  world.execution.killAt(checkpoint, when);
  await pass(world, 5 * MINUTE_MS);
  return { told: world.slack.direct.map(({ text }) => text), end: world.execution.end };
}

it('a process that dies anywhere in a slow check says once at most that it goes on, and always why it ended', async () => {
  for (let checkpoint = 1; checkpoint <= CHECKPOINTS; checkpoint++) {
    for (const when of ['before', 'after'] as const) {
      const { told, end } = await toldAfterDeath(checkpoint, when);
      const words = told.filter((text) => text.startsWith('Still checking your request'));
      expect(words.length).toBeLessThanOrEqual(1);
      expect(told.some((text) => text.startsWith("Your request wasn't sent for approval"))).toBe(
        true,
      );
      expect(end).toMatchObject({ status: 'SUCCEEDED', result: { state: 'not_asked' } });
    }
  }
});
