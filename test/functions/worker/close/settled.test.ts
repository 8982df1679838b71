import { CALL_SETTLED_MS, PATIENT_CALL_MS } from '@doo-repush/functions/slack-api/call-times';
import { OutOfTimeError } from '@doo-repush/functions/slack-api/retry';
import { untilSettled } from '@doo-repush/functions/worker/close/settled';
import fc from 'fast-check';
import { expect, it } from 'vitest';

const NOW_MS = 1_000_000_000;

/** How long the wait takes, on a clock that only the wait advances. */
async function waited(endedAtMs: number | undefined, withinMs = 60_000): Promise<number> {
  let nowMs = NOW_MS;
  await untilSettled(endedAtMs, {
    now: () => nowMs,
    deadlineMs: NOW_MS + withinMs,
    log: { warn: () => undefined },
    async sleep(ms) {
      nowMs += ms;
    },
  });
  return nowMs - NOW_MS;
}

it('a call to Slack times out before it counts as settled', () => {
  expect(CALL_SETTLED_MS).toBeGreaterThan(PATIENT_CALL_MS);
});

it.each([
  ['ended just now', NOW_MS, CALL_SETTLED_MS],
  ['ended a while ago', NOW_MS - 4_000, CALL_SETTLED_MS - 4_000],
  ['ended long ago', NOW_MS - 3_600_000, 0],
  ['ended at a time that AWS does not say', undefined, CALL_SETTLED_MS],
  ['ended later than now, by a clock that goes ahead', NOW_MS + 30_000, CALL_SETTLED_MS],
])('waits for the remaining time if an execution %s', async (_, endedAtMs, ms) => {
  expect(await waited(endedAtMs)).toBe(ms);
});

it('waits until a call that started before the end has certainly landed, and no longer', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: -120_000, max: 120_000 }), async (offsetMs) => {
      const ms = await waited(NOW_MS + offsetMs);
      expect(ms).toBeLessThanOrEqual(CALL_SETTLED_MS);
      if (offsetMs <= 0) expect(ms - offsetMs).toBeGreaterThanOrEqual(CALL_SETTLED_MS);
    }),
  );
});

it('fails at once if there is no time to wait', async () => {
  await expect(waited(NOW_MS, CALL_SETTLED_MS - 1)).rejects.toThrow(OutOfTimeError);
});
