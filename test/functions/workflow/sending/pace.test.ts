import { MAX_EVENTS } from '@doo-repush/core/repush/limits';
import { LONGEST_PACE_MS } from '@doo-repush/core/repush/pace';
import { MAX_OPERATIONS } from '@doo-repush/functions/workflow/operations';
import { describe, expect, it } from 'vitest';
import { ADA, MALLORY, REQUESTER } from '../../../support/states/model.ts';
import { brokenEnd, brokenPromises } from '../../../support/states/truth.ts';
import { APPROVAL_TIMEOUT_MS, createWorld, pass, settle } from '../../../support/states/world.ts';
import type { World } from '../../../support/states/world-parts.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** How late a call may be: a wait has whole seconds, and a step comes before it. */
const LATE_MS = 2_000;

function complete(world: World, name: string, result: object): void {
  const open = world.execution.openCallback();
  if (!open?.name.startsWith(name)) throw new Error(`${name} is not open`);
  world.execution.complete(open.callbackId, JSON.stringify({ v: 1, ...result }));
}

/** A request with a rate whose first call has been answered. */
async function begun(targets: number, maxRatePerMin: number, items = 17): Promise<World> {
  const world = createWorld(targets, 1, APPROVAL_TIMEOUT_MS, maxRatePerMin);
  world.doo.items = items;
  await settle(world);
  world.model.counted = { decision: 'approved', by: ADA };
  complete(world, 'decision', { decision: 'approved', by: ADA });
  await world.execution.settle();
  return world;
}

function pausesOf({ doo: { calls } }: World): readonly number[] {
  return calls.slice(1).map(({ atMs }, index) => atMs - (calls[index]?.atMs ?? 0));
}

function cardOf(world: World) {
  const [state] = world.slack.cards.map(({ card }) => card.state);
  return state;
}

describe('a request with a rate', () => {
  it.each([
    [1, 17],
    [10, 2],
  ])(
    'sends the next target when doo should be done with the one before, at %i a minute after %i minutes',
    async (rate, minutes) => {
      const world = await begun(3, rate);
      expect(world.doo.calls).toHaveLength(1);
      expect(cardOf(world)).toMatchObject({
        kind: 'sending',
        nextAtMs: (world.doo.calls[0]?.atMs ?? 0) + minutes * MINUTE_MS,
        stopValue: expect.any(String),
      });
      await pass(world, HOUR_MS);
      for (const pauseMs of pausesOf(world)) {
        expect(pauseMs).toBeGreaterThanOrEqual(minutes * MINUTE_MS);
        expect(pauseMs).toBeLessThanOrEqual(minutes * MINUTE_MS + LATE_MS);
      }
      expect(world.doo.calls).toHaveLength(3);
      expect(cardOf(world)).toMatchObject({ kind: 'sent' });
      expect(brokenPromises(world)).toEqual([]);
    },
  );

  it.each([
    ['refuses', 0, LATE_MS],
    ['is lost after acting', 10 * MINUTE_MS, 10 * MINUTE_MS + LATE_MS],
  ] as const)(
    'waits after a call as long as doo may be busy with it: %s',
    async (answer, leastMs, mostMs) => {
      const world = createWorld(2, 1, APPROVAL_TIMEOUT_MS, 10);
      await settle(world);
      world.doo.next.push(answer);
      complete(world, 'decision', { decision: 'approved', by: ADA });
      await pass(world, HOUR_MS);
      const [pauseMs] = pausesOf(world);
      expect(pauseMs).toBeGreaterThanOrEqual(leastMs);
      expect(pauseMs).toBeLessThanOrEqual(mostMs);
    },
  );

  it('is stopped at once while it waits for a turn, by somebody who may', async () => {
    const world = await begun(3, 1);
    await pass(world, 20 * MINUTE_MS);
    expect(world.doo.calls).toHaveLength(2);
    complete(world, 'stop', { stop: true, by: REQUESTER });
    await world.execution.settle();
    expect(cardOf(world)).toMatchObject({ kind: 'sent', stopped: { by: REQUESTER } });
    await pass(world, DAY_MS);
    expect(world.doo.calls).toHaveLength(2);
  });

  it('keeps its turn, and its button, after a stop that does not count', async () => {
    const world = await begun(2, 1);
    const before = cardOf(world);
    complete(world, 'stop', { stop: true, by: MALLORY });
    await world.execution.settle();
    const after = cardOf(world);
    expect(after).toMatchObject({ kind: 'sending', nextAtMs: expect.any(Number) });
    expect(after).not.toEqual(before);
    expect(world.doo.calls).toHaveLength(1);
    complete(world, 'stop', { stop: true, by: MALLORY });
    await pass(world, HOUR_MS);
    const [pauseMs] = pausesOf(world);
    expect(pauseMs).toBeGreaterThanOrEqual(17 * MINUTE_MS);
    expect(pauseMs).toBeLessThanOrEqual(17 * MINUTE_MS + LATE_MS);
  });

  it('goes on in time when a process dies at any checkpoint of its waits', async () => {
    for (const when of ['before', 'after'] as const)
      for (let checkpoint = 1; checkpoint <= 12; checkpoint++) {
        const world = await begun(3, 1);
        world.execution.killAt(checkpoint, when);
        await pass(world, 40 * DAY_MS);
        expect(brokenEnd(world)).toEqual([]);
        // A process that dies right before a call leaves a target of which nobody knows: it has its turn all the same.
        const turns = world.doo.calls.length === 3 ? 1 : 2;
        for (const pauseMs of pausesOf(world))
          expect(pauseMs).toBeLessThanOrEqual((turns * 17 + 1) * MINUTE_MS);
      }
  });

  it('has its time to try again once in all, however long its turns take', async () => {
    const world = await begun(3, 1);
    world.doo.next.push('busy', 'accepts', 'busy', 'accepts');
    await pass(world, DAY_MS);
    expect(cardOf(world)).toMatchObject({
      kind: 'sent',
      results: Array.from({ length: 3 }, () => ({ outcome: { kind: 'accepted' } })),
    });
  });

  it('tries again after a call that needed no turn, however long the turns before it took', async () => {
    const world = await begun(3, 1, 40);
    world.doo.next.push('refuses', 'busy', 'accepts');
    await pass(world, DAY_MS);
    expect(cardOf(world)).toMatchObject({
      kind: 'sent',
      results: [
        { outcome: { kind: 'accepted' } },
        { outcome: { kind: 'refused' } },
        { outcome: { kind: 'accepted' } },
      ],
    });
  });

  it('sends fifty targets over 33 hours within the operations that AWS allows', async () => {
    const world = await begun(MAX_EVENTS, 1, 40);
    await pass(world, 34 * HOUR_MS);
    expect(world.doo.calls).toHaveLength(MAX_EVENTS);
    const [first] = world.doo.calls;
    const tookMs = (world.doo.calls.at(-1)?.atMs ?? 0) - (first?.atMs ?? 0);
    expect(tookMs).toBeGreaterThanOrEqual(49 * 40 * MINUTE_MS);
    expect(tookMs).toBeLessThanOrEqual(49 * (40 * MINUTE_MS + LATE_MS));
    expect(cardOf(world)).toMatchObject({ kind: 'sent' });
    expect(world.execution.countOperations()).toBeLessThan(MAX_OPERATIONS / 2);
  }, 60_000);

  it('does not begin what would come more than a week after the approval', async () => {
    const world = await begun(3, 1, (LONGEST_PACE_MS / MINUTE_MS) * 0.6);
    await pass(world, 40 * DAY_MS);
    expect(world.doo.calls).toHaveLength(2);
    expect(cardOf(world)).toMatchObject({
      results: [
        { outcome: { kind: 'accepted' } },
        { outcome: { kind: 'accepted' } },
        { outcome: { kind: 'not_sent', notAsked: 'too_slow' } },
      ],
    });
    expect(brokenEnd(world)).toEqual([]);
  });
});
