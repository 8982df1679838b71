import { describe, expect, it } from 'vitest';
import { ADA, MALLORY, REQUESTER } from '../../../support/states/model.ts';
import { createWorld, pass, settle } from '../../../support/states/world.ts';
import type { World } from '../../../support/states/world-parts.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A request with one unknown and one accepted call, once the question about the arrival is posted. */
async function askedWorld(): Promise<World> {
  const world = createWorld(2);
  world.doo.next.push('is lost after acting', 'accepts');
  await settle(world);
  complete(world, { v: 1, decision: 'approved', by: ADA });
  await settle(world);
  await pass(world, HOUR_MS);
  expect(followUpOf(world)).toMatchObject({
    resolution: { kind: 'open' },
    arrival: { kind: 'asked' },
  });
  return world;
}

function complete(world: World, result: object | string): void {
  const { callbackId } = world.execution.openCallback() ?? {};
  if (callbackId === undefined) throw new Error('nobody is asked anything');
  world.execution.complete(
    callbackId,
    typeof result === 'string' ? result : JSON.stringify(result),
  );
}

const followUpOf = ({ slack }: World) => Object(slack.cards.at(-1)?.card.state).followUp;
const resolved = (by: string) => ({ v: 1, resolution: 'not_started', by, reason: 'Nothing came' });

describe('a follow-up whose rounds somebody keeps ending', () => {
  it.each([
    ['with "not yet"', { v: 1, arrival: 'not_yet', by: REQUESTER }],
    ['without a right to', resolved(MALLORY)],
    ['with nothing that can be read', 'no JSON'],
  ])('can still be resolved by an approver: %s', async (_, said) => {
    const world = await askedWorld();
    for (let time = 1; time <= 200; time++) {
      complete(world, said);
      await settle(world);
      for (let hours = 0; world.execution.openCallback() === undefined; hours++) {
        expect(hours).toBeLessThan(6);
        await pass(world, HOUR_MS);
      }
      if (world.clock.nowMs - world.model.expiresAtMs > 5 * DAY_MS) break;
    }
    complete(world, resolved(ADA));
    await settle(world);
    expect(followUpOf(world).resolution).toMatchObject({ kind: 'not_started', by: ADA });
  });

  it('records "not yet" once a day', async () => {
    const world = await askedWorld();
    const linesBefore = world.slack.lines.length;
    const say = async () => {
      complete(world, { v: 1, arrival: 'not_yet', by: REQUESTER });
      await settle(world);
    };
    for (let time = 1; time <= 20; time++) await say();
    const said = () => world.slack.lines.length - linesBefore;
    expect(said()).toBe(1);
    await pass(world, DAY_MS);
    await say();
    expect(said()).toBe(2);
  });

  it('needs far fewer operations than AWS allows, however often that happens', async () => {
    const world = await askedWorld();
    const operationsBefore = world.execution.countOperations();
    while (world.execution.end.status === 'RUNNING') {
      if (world.execution.openCallback() === undefined) await pass(world, HOUR_MS);
      else complete(world, 'no JSON');
      await settle(world);
    }
    const taken = world.execution.countOperations() - operationsBefore;
    expect(taken).toBeLessThan(700);
  });
});
