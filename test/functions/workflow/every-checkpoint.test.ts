import { describe, expect, it } from 'vitest';
import { answer, propose, stop } from '../../support/states/commands.ts';
import { ADA, MALLORY, MAY, type Person, REQUESTER } from '../../support/states/model.ts';
import { brokenEnd } from '../../support/states/truth.ts';
import { APPROVAL_TIMEOUT_MS, createWorld, pass, settle } from '../../support/states/world.ts';
import type { World } from '../../support/states/world-parts.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const WHEN = ['before', 'after'] as const;

interface Story {
  readonly title: string;
  readonly targets: number;
  /** Webhooks per minute. */
  readonly rate?: number;
  /** What people and doo do; afterwards time passes until nothing is open. */
  play(world: World): Promise<void>;
  readonly state: string;
  /** The number of crashes that leave an outcome unknown: two per started send. */
  readonly unknown: number;
}

const act = (world: World, ...commands: readonly ReturnType<typeof propose>[]) =>
  commands.reduce((before, command) => before.then(() => command.run({}, world)), settle(world));
const approve = (by: Person = ADA) => propose({ decision: 'approved', by }, 1);

const STORIES: readonly Story[] = [
  {
    title: 'that is approved and arrives',
    targets: 1,
    async play(world) {
      await act(world, approve());
      await pass(world, 60 * MINUTE_MS);
      await act(world, answer(REQUESTER, { arrival: 'not_yet' }));
      await act(world, answer(REQUESTER, { arrival: 'arrived' }));
    },
    state: 'accepted',
    unknown: 2,
  },
  {
    title: 'that is approved, and of which nobody says whether it arrived',
    targets: 1,
    play: (world) => act(world, approve()),
    state: 'accepted',
    unknown: 2,
  },
  {
    title: 'of which nobody knows what became, until an approver says it',
    targets: 1,
    async play(world) {
      world.doo.next.push('is lost after acting');
      await act(world, approve(), answer(MAY, { resolution: 'started' }));
    },
    state: 'unknown',
    unknown: 0,
  },
  {
    title: 'for three events, stopped during the second call',
    targets: 3,
    async play(world) {
      world.doo.next.push('accepts', 'refuses');
      await act(world);
      world.doo.duringCall = () => {
        world.doo.duringCall = () => stop(world, REQUESTER);
      };
      await act(world, approve());
    },
    state: 'partly_accepted',
    unknown: 6,
  },
  {
    title: 'for two events with a rate, of which each waits for its turn',
    targets: 2,
    rate: 1,
    play: (world) => act(world, approve()),
    state: 'accepted',
    unknown: 4,
  },
  {
    title: 'that doo had no room for at first',
    targets: 1,
    async play(world) {
      world.doo.next.push('busy', 'unreachable');
      await act(world, approve());
    },
    state: 'accepted',
    unknown: 6,
  },
  {
    title: 'that is rejected',
    targets: 1,
    play: (world) => act(world, propose({ decision: 'rejected', by: ADA }, 1)),
    state: 'rejected',
    unknown: 0,
  },
  {
    title: 'that is cancelled after a decision that does not count',
    targets: 1,
    play: (world) =>
      act(world, approve(MALLORY), propose({ decision: 'cancelled', by: REQUESTER }, 1)),
    state: 'cancelled',
    unknown: 0,
  },
  { title: 'that nobody decides', targets: 1, play: settle, state: 'expired', unknown: 0 },
];

interface End {
  readonly died: boolean;
  readonly state: unknown;
  readonly broken: readonly string[];
}

/** The end of the story with a crash at the nth checkpoint, if it has that many. */
async function played(story: Story, checkpoint: number, when: 'before' | 'after'): Promise<End> {
  const world = createWorld(story.targets, 1, APPROVAL_TIMEOUT_MS, story.rate);
  world.execution.killAt(checkpoint, when);
  await story.play(world);
  await pass(world, 40 * DAY_MS);
  const { end, kills } = world.execution;
  const state = end.status === 'SUCCEEDED' ? Reflect.get(Object(end.result), 'state') : end.status;
  return { died: kills > 0, state, broken: brokenEnd(world) };
}

describe('a process that dies at any checkpoint of a request', () => {
  it.each(STORIES)('still completes the story: $title', async (story) => {
    const deaths = { tried: 0, unknown: 0 };
    for (const when of WHEN)
      for (let checkpoint = 1; ; checkpoint++) {
        const { died, state, broken } = await played(story, checkpoint, when);
        expect({ checkpoint, when, broken }).toEqual({ checkpoint, when, broken: [] });
        if (!died) break;
        deaths.tried += 1;
        if (state === 'unknown' && story.state !== 'unknown') deaths.unknown += 1;
        else expect({ checkpoint, when, state }).toEqual({ checkpoint, when, state: story.state });
      }
    expect(deaths.tried).toBeGreaterThan(20);
    expect(deaths.unknown).toBe(story.unknown);
  });
});
