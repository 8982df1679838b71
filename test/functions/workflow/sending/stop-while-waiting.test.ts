import { describe, expect, it } from 'vitest';
import { ADA, MALLORY, REQUESTER } from '../../../support/states/model.ts';
import { createWorld, settle } from '../../../support/states/world.ts';
import type { World } from '../../../support/states/world-parts.ts';

function complete(world: World, name: string, result: object): void {
  const open = world.execution.openCallback();
  if (!open?.name.startsWith(name)) throw new Error(`${name} is not open`);
  world.execution.complete(open.callbackId, JSON.stringify({ v: 1, ...result }));
}

function stop(world: World, by: string): void {
  complete(world, 'stop', { stop: true, by });
}

async function approved(targets: number): Promise<World> {
  const world = createWorld(targets);
  await settle(world);
  complete(world, 'decision', { decision: 'approved', by: ADA });
  return world;
}

function endOf(world: World) {
  const [state] = world.slack.cards.map(({ card }) => card.state);
  if (state?.kind !== 'sent') throw new Error(`the card says ${state?.kind}`);
  return state;
}

describe('a stop', () => {
  it('counts while the access to doo cannot be read, and is not answered as too late', async () => {
    const world = await approved(3);
    world.doo.isSecretAway = true;
    await world.execution.settle();
    stop(world, REQUESTER);
    await settle(world);
    const { results, stopped } = endOf(world);
    expect(stopped?.by).toBe(REQUESTER);
    expect(results.map(({ outcome }) => outcome)).toEqual(
      Array.from({ length: 3 }, () => ({ kind: 'not_sent', notAsked: 'stopped' })),
    );
    expect(world.slack.lines.map(({ mark }) => mark)).not.toContain('stop late');
    expect(world.doo.calls).toEqual([]);
  });

  it('that does not count does not shorten the time that doo asked for', async () => {
    const world = await approved(2);
    world.doo.next.push('busy');
    await world.execution.settle();
    expect(world.doo.calls).toHaveLength(1);
    stop(world, MALLORY);
    await world.execution.settle();
    await settle(world);
    const calledAtMs = world.doo.calls.map(({ atMs }) => atMs);
    expect(calledAtMs).toHaveLength(3);
    expect((calledAtMs[1] ?? 0) - (calledAtMs[0] ?? 0)).toBeGreaterThanOrEqual(5_000);
  });
});
