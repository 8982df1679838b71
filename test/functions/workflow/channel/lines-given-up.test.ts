import { expect, test } from 'vitest';
import { ADA } from '../../../support/states/model.ts';
import { createWorld, pass, settle } from '../../../support/states/world.ts';

const HOUR_MS = 3_600_000;

test('a thread that refuses lines for an unknown reason costs about a day in total, not a day per line', async () => {
  const world = createWorld(3);
  await settle(world);
  const triedAtMs = new Map<string, number[]>();
  world.slack.channel.addLine = async (_place, { mark }) => {
    triedAtMs.set(mark, [...(triedAtMs.get(mark) ?? []), world.clock.nowMs]);
    throw new Error('an_error_yet_to_come');
  };
  const { callbackId = '' } = world.execution.openCallback() ?? {};
  const beganAtMs = world.clock.nowMs;
  world.execution.complete(callbackId, JSON.stringify({ v: 1, decision: 'approved', by: ADA }));
  await pass(world, 200 * HOUR_MS);

  expect([...triedAtMs.keys()]).toEqual(expect.arrayContaining(['approved', 'outcomes 1']));
  const reportedAtMs = Math.max(...(triedAtMs.get('outcomes 1') ?? []));
  expect(reportedAtMs - beganAtMs).toBeLessThan(28 * HOUR_MS);
  expect(reportedAtMs - beganAtMs).toBeGreaterThan(20 * HOUR_MS);
  expect(world.doo.calls).toHaveLength(3);
});
