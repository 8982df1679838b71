import { describe, expect, it } from 'vitest';
import { ADA } from '../../../support/states/model.ts';
import { createWorld, settle } from '../../../support/states/world.ts';
import type { World } from '../../../support/states/world-parts.ts';

async function complete(world: World, result: string): Promise<void> {
  const { callbackId = '' } = world.execution.openCallback() ?? {};
  world.execution.complete(callbackId, result);
  await someSeconds(world, 2);
}

/** Less than the time until the question about the arrival. */
async function someSeconds({ execution, clock }: World, seconds: number): Promise<void> {
  const endMs = clock.nowMs + seconds * 1000;
  await execution.settle();
  for (let dueMs = execution.nextDueMs(); dueMs !== undefined && dueMs <= endMs; ) {
    clock.nowMs = Math.max(clock.nowMs, dueMs);
    await execution.settle();
    dueMs = execution.nextDueMs();
  }
  clock.nowMs = endMs;
}

async function waiting(): Promise<World> {
  const world = createWorld(1);
  await settle(world);
  return world;
}

const approval = JSON.stringify({ v: 1, decision: 'approved', by: ADA });
const rejection = JSON.stringify({ v: 1, decision: 'rejected', by: ADA, reason: 'Not now' });

async function shownBy(world: World) {
  await someSeconds(world, 30);
  return world.slack.cards.map(({ card }) => card.state);
}

describe('an edit of the card that reaches Slack after the next one', () => {
  it('does not overwrite the outcome of a sent request', async () => {
    const world = await waiting();
    world.slack.nextEdits.push('arrives late');
    await complete(world, approval);
    expect(await shownBy(world)).toEqual([expect.objectContaining({ kind: 'sent' })]);
  });

  it('does not bring back buttons that nothing answers', async () => {
    const world = await waiting();
    world.slack.nextEdits.push('arrives late');
    await complete(world, 'no JSON');
    await complete(world, 'no JSON');
    const open = world.execution.openCallback();
    const [state] = await shownBy(world);
    expect(state?.kind === 'waiting' && state.buttonValue).toContain(`"${open?.callbackId}"`);
  });

  it('does not overwrite the end of a rejected request', async () => {
    const world = await waiting();
    world.slack.nextEdits.push('arrives late');
    await complete(world, 'no JSON');
    await complete(world, rejection);
    expect(await shownBy(world)).toEqual([expect.objectContaining({ kind: 'rejected' })]);
  });
});
