import { peopleToRemind } from '@doo-repush/functions/workflow/reminders';
import { describe, expect, it } from 'vitest';
import { propose } from '../../support/states/commands.ts';
import { ADA, MALLORY, REQUESTER } from '../../support/states/model.ts';
import { brokenEnd, brokenPromises } from '../../support/states/truth.ts';
import { APPROVAL_TIMEOUT_MS, createWorld, pass, settle } from '../../support/states/world.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** How late a reminder may be: a wait has whole seconds, and a step comes before it. */
const LATE_MS = 2_000;

function begun(remindAfterMs?: number) {
  const world = createWorld(
    1,
    1,
    APPROVAL_TIMEOUT_MS,
    undefined,
    remindAfterMs === undefined ? {} : { remindAfterMs },
  );
  const startMs = world.clock.nowMs;
  const reminders = () => world.slack.lines.filter(({ mark }) => mark.startsWith('reminder'));
  return { world, startMs, reminders };
}

const approve = propose({ decision: 'approved', by: ADA }, 1);
const approveInVain = propose({ decision: 'approved', by: MALLORY }, 1);

describe('a request that nobody decides', () => {
  it('is reminded of after a while and an hour before it expires, and then mentions nobody', async () => {
    const { world, startMs, reminders } = begun(HOUR_MS);
    await settle(world);
    await pass(world, HOUR_MS - 3 * MINUTE_MS);
    expect(reminders()).toEqual([]);
    await pass(world, 4 * MINUTE_MS);
    expect(reminders()).toMatchObject([
      { mark: 'reminder 1', text: expect.stringContaining(`<@${ADA}>`) },
    ]);
    expect(reminders()[0]?.text).not.toContain(REQUESTER);
    expect(reminders()[0]?.isPlain).toBeUndefined();
    await pass(world, 2 * DAY_MS);
    const lateMs = [1, 23].map(
      (hours, index) => (reminders()[index]?.atMs ?? 0) - startMs - hours * HOUR_MS,
    );
    for (const ms of lateMs) {
      expect(ms).toBeGreaterThanOrEqual(0);
      expect(ms).toBeLessThanOrEqual(LATE_MS);
    }
    expect(reminders()).toMatchObject([{ isPlain: true }, { isPlain: true }]);
    expect(brokenEnd(world)).toEqual([]);
  });

  it('is not reminded of where no reminder is set', async () => {
    const { world, reminders } = begun();
    await pass(world, 2 * DAY_MS);
    expect(reminders()).toEqual([]);
    expect(world.execution.names().filter((name) => name.includes('reminder'))).toEqual([]);
  });
});

describe('the people of a reminder', () => {
  it.each([
    ['whom a new card mentions', 'S0LEADS', ['S0LEADS']],
    ['the approvers who did not ask, where it mentions nobody', undefined, [ADA, 'S0GROUP']],
    ['the same, where it mentions whoever asked', REQUESTER, [ADA, 'S0GROUP']],
    ['the whole channel, where that is set', 'here', ['here']],
  ])('are %s', (_, approverMention, expected) => {
    const approvers = [ADA, REQUESTER, 'S0GROUP'];
    expect(peopleToRemind({ approverMention, approvers }, REQUESTER)).toEqual(expected);
  });
});

describe('a decision', () => {
  it('before any reminder leaves none behind it', async () => {
    const { world, reminders } = begun(HOUR_MS);
    await settle(world);
    await approve.run({}, world);
    await pass(world, 30 * DAY_MS);
    expect(reminders()).toEqual([]);
    expect(brokenEnd(world)).toEqual([]);
  });

  it('after the first reminder takes it back at once, and is followed by no other', async () => {
    const { world, reminders } = begun(HOUR_MS);
    await settle(world);
    await pass(world, 2 * HOUR_MS);
    expect(reminders()).toHaveLength(1);
    await approve.run({}, world);
    expect(reminders()).toMatchObject([{ isPlain: true }]);
    expect(world.doo.calls).toHaveLength(1);
    await pass(world, 30 * DAY_MS);
    expect(reminders()).toHaveLength(1);
    expect(brokenEnd(world)).toEqual([]);
  });

  it('that does not count leaves the reminders as they were planned', async () => {
    const { world, reminders } = begun(HOUR_MS);
    await settle(world);
    await approveInVain.run({}, world);
    await pass(world, 2 * HOUR_MS);
    await approveInVain.run({}, world);
    expect(reminders()).toMatchObject([{ mark: 'reminder 1' }]);
    expect(reminders()[0]?.isPlain).toBeUndefined();
    await pass(world, DAY_MS);
    expect(reminders().map(({ mark }) => mark)).toEqual(['reminder 1', 'reminder 2']);
    expect(brokenEnd(world)).toEqual([]);
  });
});

describe('a reminder that Slack does not take', () => {
  it.each(['not written', 'written, answer lost', 'arrives late', 'refused for good'] as const)(
    'harms nothing and is not said twice: %s',
    async (fault) => {
      const { world, reminders } = begun(HOUR_MS);
      await settle(world);
      world.slack.next.push(fault);
      await pass(world, 2 * HOUR_MS);
      expect(reminders().length).toBe(fault === 'written, answer lost' ? 1 : 0);
      await approve.run({}, world);
      expect(world.doo.calls).toHaveLength(1);
      expect(reminders().every(({ isPlain }) => isPlain)).toBe(true);
      await pass(world, 30 * DAY_MS);
      expect(brokenEnd(world)).toEqual([]);
    },
  );

  it('is taken back in the end where that fails at first', async () => {
    const { world, reminders } = begun(HOUR_MS);
    await settle(world);
    await pass(world, 2 * HOUR_MS);
    world.slack.next.push('not written', 'not written');
    await approve.run({}, world);
    await pass(world, HOUR_MS);
    expect(reminders()).toMatchObject([{ isPlain: true }]);
  });
});

describe('a process that dies', () => {
  it('at any checkpoint reminds in time and never twice, and leaves nobody called', async () => {
    for (const when of ['before', 'after'] as const)
      for (let checkpoint = 1; ; checkpoint++) {
        const { world, reminders } = begun(HOUR_MS);
        world.execution.killAt(checkpoint, when);
        await settle(world);
        await pass(world, 23.5 * HOUR_MS);
        expect(brokenPromises(world)).toEqual([]);
        await approve.run({}, world);
        await pass(world, 40 * DAY_MS);
        const broken = brokenEnd(world);
        const isLeft = reminders().some(({ isPlain }) => !isPlain);
        const where = { checkpoint, when };
        expect({ ...where, broken, isLeft }).toEqual({ ...where, broken: [], isLeft: false });
        expect(reminders().length).toBeGreaterThanOrEqual(world.execution.kills > 0 ? 1 : 2);
        if (world.execution.kills === 0) break;
      }
  }, 180_000);
});
