import { isSendStep, sendStepName } from '@doo-repush/functions/model/send-step';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ADA } from '../../../support/states/model.ts';
import { createWorld, pass, settle } from '../../../support/states/world.ts';

describe('a send step', () => {
  it('is told from the history by its name: there is one for each call to doo, and none before', async () => {
    const world = createWorld(3);
    const sends = () => world.execution.names().filter(isSendStep);
    await settle(world);
    expect(world.execution.names()).not.toEqual([]);
    expect(sends()).toEqual([]);
    world.doo.next.push('busy');
    const { callbackId = '' } = world.execution.openCallback() ?? {};
    world.execution.complete(callbackId, JSON.stringify({ v: 1, decision: 'approved', by: ADA }));
    await settle(world);
    await pass(world, 60_000);
    expect(world.doo.calls).toHaveLength(4);
    expect(sends()).toHaveLength(world.doo.calls.length);
  });

  it('is recognized whatever its numbers, interrupted or not, and no wait is one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1 }), fc.integer({ min: 1 }), (target, call) => {
        const name = sendStepName(target, call);
        expect([name, `${name} interrupted`, `before ${name}`].map(isSendStep)).toEqual([
          true,
          true,
          false,
        ]);
      }),
    );
  });
});
