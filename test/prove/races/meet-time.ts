import { setTimeout as pause } from 'node:timers/promises';
import type { Sandbox } from '@doo-repush/sandbox/sandbox';

/** How long after the act its time ends, one after the other: both must be able to be first. */
const HEADS_START_MS = [0, 15, 40, 90];
/** Less than is left when the act begins, on any machine. */
const LEFT_MS = 10 * 60_000;

/**
 * Lets somebody act just before something ends by itself.
 * @param waitMs how long it takes until that
 * @param turn which of the head starts the act gets
 */
export async function meetTime(
  sandbox: Sandbox,
  waitMs: number,
  turn: number,
  act: () => Promise<unknown>,
): Promise<readonly Promise<unknown>[]> {
  sandbox.clock.advance(waitMs - LEFT_MS);
  await sandbox.lambda.idle();
  const acting = act();
  await pause(HEADS_START_MS[turn % HEADS_START_MS.length]);
  sandbox.clock.advance(LEFT_MS);
  return [acting];
}
