import type { Order } from '@doo-repush/core/repush/order';
import { beforeEach, describe, expect, it } from 'vitest';
import { ADA, MALLORY, REQUESTER } from '../../../support/states/model.ts';
import { brokenEnd, brokenPromises } from '../../../support/states/truth.ts';
import { APPROVAL_TIMEOUT_MS, createWorld, pass, settle } from '../../../support/states/world.ts';
import type { World } from '../../../support/states/world-parts.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

function complete(world: World, name: string, result: object): boolean {
  const open = world.execution.openCallback();
  if (!open?.name.startsWith(name)) throw new Error(`${name} is not open`);
  return world.execution.complete(open.callbackId, JSON.stringify({ v: 1, ...result }));
}

function say(world: World, first: 'arrived' | 'not_arrived', by: string): boolean {
  world.model.proposedAnswer = { about: 'arrival', said: `first ${first}`, by: by as typeof ADA };
  return complete(world, 'stop', { first, by });
}

function approve(world: World): void {
  world.model.counted = { decision: 'approved', by: ADA };
  complete(world, 'decision', { decision: 'approved', by: ADA });
}

/** A request for three events whose first call has been answered. */
async function begun(order: Order = 'one_first', rate?: number, items = 17): Promise<World> {
  const world = createWorld(3, 1, APPROVAL_TIMEOUT_MS, rate, { order });
  world.doo.items = items;
  await settle(world);
  approve(world);
  await world.execution.settle();
  return world;
}

function cardOf(world: World) {
  const [state] = world.slack.cards.map(({ card }) => card.state);
  return state;
}

function marksOf(world: World): readonly string[] {
  return world.slack.lines.map(({ mark }) => mark);
}

describe('one first, then the rest', () => {
  let world: World;

  beforeEach(async () => {
    world = await begun();
  });

  it('sends one target and asks about it when doo should be done', async () => {
    expect(world.doo.calls).toHaveLength(1);
    const sentAtMs = world.doo.calls[0]?.atMs ?? 0;
    expect(cardOf(world)).toMatchObject({
      kind: 'sending',
      first: { kind: 'awaited', askAtMs: sentAtMs + MINUTE_MS },
      stopValue: expect.any(String),
    });
    expect(marksOf(world)).not.toContain('first asked');
    await pass(world, MINUTE_MS);
    expect(cardOf(world)).toMatchObject({ kind: 'sending', first: { kind: 'asked' } });
    expect(marksOf(world).filter((mark) => mark === 'first asked')).toHaveLength(1);
    await pass(world, 6 * DAY_MS);
    expect(world.doo.calls).toHaveLength(1);
  });

  it('asks once Slack takes it again, if Slack is away when the question is due', async () => {
    const backAtMs = world.clock.nowMs + 3 * HOUR_MS;
    world.slack.isAway = () => world.clock.nowMs < backAtMs;
    await pass(world, 5 * HOUR_MS);
    expect(cardOf(world)).toMatchObject({ kind: 'sending', first: { kind: 'asked' } });
    expect(marksOf(world)).toContain('first asked');
    say(world, 'arrived', REQUESTER);
    await pass(world, MINUTE_MS);
    expect(world.doo.calls).toHaveLength(3);
    expect(brokenPromises(world)).toEqual([]);
  });

  it.each([REQUESTER, ADA])('sends the rest after a yes of %s', async (by) => {
    await pass(world, 2 * DAY_MS);
    say(world, 'arrived', by);
    await pass(world, MINUTE_MS);
    expect(world.doo.calls).toHaveLength(3);
    expect(cardOf(world)).toMatchObject({
      kind: 'sent',
      results: Array.from({ length: 3 }, () => ({ outcome: { kind: 'accepted' } })),
      followUp: { arrival: { kind: 'asked' } },
    });
    expect(marksOf(world)).toContain('first answered');
    expect(brokenPromises(world)).toEqual([]);
  });

  it('counts a yes that comes before the question', async () => {
    say(world, 'arrived', REQUESTER);
    await pass(world, 10_000);
    expect(world.doo.calls).toHaveLength(3);
    expect(marksOf(world)).not.toContain('first asked');
  });

  it.each([
    [
      'somebody says that it did not arrive',
      'not_arrived',
      (it: World) => say(it, 'not_arrived', REQUESTER),
    ],
    ['nobody answers within seven days', 'not_confirmed', () => undefined],
  ] as const)('leaves the rest unsent when %s', async (_title, notAsked, answer) => {
    await pass(world, HOUR_MS);
    answer(world);
    await pass(world, 8 * DAY_MS);
    expect(world.doo.calls).toHaveLength(1);
    expect(cardOf(world)).toMatchObject({
      kind: 'sent',
      results: [
        { outcome: { kind: 'accepted' } },
        { outcome: { kind: 'not_sent', notAsked } },
        { outcome: { kind: 'not_sent', notAsked } },
      ],
    });
    expect(cardOf(world)).not.toHaveProperty('followUp.arrival');
    expect(marksOf(world).filter((mark) => mark === 'stop late')).toEqual([]);
    expect(brokenEnd(world)).toEqual([]);
  });

  it('sends nothing for a yes that comes after the seven days', async () => {
    const open = world.execution.openCallback();
    await pass(world, 8 * DAY_MS);
    world.execution.complete(
      open?.callbackId ?? '',
      JSON.stringify({ v: 1, first: 'arrived', by: ADA }),
    );
    await pass(world, DAY_MS);
    expect(world.doo.calls).toHaveLength(1);
  });

  it('takes the first of two answers at once', async () => {
    await pass(world, HOUR_MS);
    const open = world.execution.openCallback();
    const yes = JSON.stringify({ v: 1, first: 'arrived', by: ADA });
    expect(say(world, 'not_arrived', REQUESTER)).toBe(true);
    expect(world.execution.complete(open?.callbackId ?? '', yes)).toBe(false);
    await pass(world, HOUR_MS);
    expect(world.doo.calls).toHaveLength(1);
  });

  it('goes on asking after an answer of somebody who may not', async () => {
    await pass(world, HOUR_MS);
    const before = cardOf(world);
    say(world, 'arrived', MALLORY);
    await settle(world);
    const after = cardOf(world);
    expect(world.doo.calls).toHaveLength(1);
    expect(after).toMatchObject({ kind: 'sending', first: { kind: 'asked' } });
    expect(after).not.toEqual(before);
    expect(marksOf(world)).toContain('stop refused 1');
    say(world, 'arrived', ADA);
    await pass(world, MINUTE_MS);
    expect(world.doo.calls).toHaveLength(3);
  });

  it('can be stopped while the rest waits', async () => {
    await pass(world, HOUR_MS);
    complete(world, 'stop', { stop: true, by: REQUESTER });
    await pass(world, HOUR_MS);
    expect(world.doo.calls).toHaveLength(1);
    expect(cardOf(world)).toMatchObject({ kind: 'sent', stopped: { by: REQUESTER } });
  });

  it('leaves the rest unsent when a configuration has changed since the approval', async () => {
    await pass(world, HOUR_MS);
    world.doo.isMoved = true;
    say(world, 'arrived', ADA);
    await pass(world, HOUR_MS);
    expect(world.doo.calls).toHaveLength(1);
    expect(cardOf(world)).toMatchObject({
      kind: 'sent',
      changes: [{ kind: 'configuration' }],
      results: [{}, { outcome: { notAsked: 'changed' } }, { outcome: { notAsked: 'changed' } }],
    });
    expect(marksOf(world)).toContain('changed');
  });
});

describe('one first, when doo does not accept the first one', () => {
  it.each([
    ['refuses', 'refused'],
    ['is lost after acting', 'unknown'],
  ] as const)('sends no other one after doo %s', async (answer, kind) => {
    const world = createWorld(3, 1, APPROVAL_TIMEOUT_MS, undefined, { order: 'one_first' });
    await settle(world);
    world.doo.next.push(answer);
    approve(world);
    await pass(world, HOUR_MS);
    expect(world.doo.calls).toHaveLength(1);
    expect(cardOf(world)).toMatchObject({
      kind: 'sent',
      results: [
        { outcome: { kind } },
        { outcome: { notAsked: 'first_failed' } },
        { outcome: { notAsked: 'first_failed' } },
      ],
    });
    expect(marksOf(world)).not.toContain('first asked');
  });

  it('asks at once when doo found nothing to send', async () => {
    const world = await begun('one_first', undefined, 0);
    await settle(world);
    expect(cardOf(world)).toMatchObject({ kind: 'sending', first: { kind: 'asked' } });
    say(world, 'arrived', REQUESTER);
    await pass(world, MINUTE_MS);
    expect(world.doo.calls).toHaveLength(3);
  });
});

describe('the order of the calls', () => {
  it('keeps the rate after a yes', async () => {
    const world = await begun('one_first', 1);
    say(world, 'arrived', REQUESTER);
    await pass(world, MINUTE_MS);
    expect(world.doo.calls).toHaveLength(1);
    await pass(world, DAY_MS);
    expect(world.doo.calls).toHaveLength(3);
    expect(brokenPromises(world)).toEqual([]);
  });

  it('is all at once with a rate, if that was asked for', async () => {
    const world = await begun('at_once', 1);
    await settle(world);
    expect(world.doo.calls).toHaveLength(3);
    expect(cardOf(world)).toMatchObject({ kind: 'sent' });
  });

  it('is one by one without a rate, if that was asked for', async () => {
    const world = await begun('one_by_one', undefined, 60);
    expect(world.doo.calls).toHaveLength(1);
    expect(cardOf(world)).toMatchObject({
      nextAtMs: (world.doo.calls[0]?.atMs ?? 0) + 2 * MINUTE_MS,
    });
    await pass(world, HOUR_MS);
    expect(world.doo.calls).toHaveLength(3);
  });
});

it('never sends a second one before a yes, whichever checkpoint a process dies at', async () => {
  for (const answer of ['arrived', 'not_arrived', undefined] as const)
    for (const when of ['before', 'after'] as const)
      for (let checkpoint = 1; checkpoint <= 14; checkpoint++) {
        const world = await begun();
        world.execution.killAt(checkpoint, when);
        await pass(world, HOUR_MS);
        expect(world.doo.calls.length).toBeLessThanOrEqual(1);
        if (answer !== undefined && world.execution.openCallback()?.name.startsWith('stop'))
          say(world, answer, REQUESTER);
        await pass(world, 55 * DAY_MS);
        expect(brokenEnd(world)).toEqual([]);
      }
});
