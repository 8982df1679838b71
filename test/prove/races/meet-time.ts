import { setTimeout as pause } from 'node:timers/promises';
import type { Sandbox } from '@doo-repush/sandbox/sandbox';

/** How long after the act the deadline passes, in turn: either must be able to come first. */
const HEADS_START_MS = [0, 15, 40, 90];
/** Less than the remaining time when the act begins, on any machine. */
const LEFT_MS = 10 * 60_000;

/**
 * Lets somebody act just before something falls due.
 * @param waitMs how long until it falls due
 * @param turn selects the act's head start
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
