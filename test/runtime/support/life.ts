import { setTimeout as pause } from 'node:timers/promises';
import type { ProofContext } from '../../prove/frame/proof.ts';
import { isTrouble, startBehindDoors } from './behind-doors.ts';
import type { Fate } from './door.ts';
import { playRequest, warmUp } from './play-request.ts';

/** How the slack function is frozen between the deliveries of one request's life. */
export interface Sleep {
  readonly fate: Fate;
  /** How long it is frozen before each step of a person, in milliseconds. */
  readonly sleepMs: number;
  /** How long it is observed after it has responded, before it is stopped. */
  readonly lingerMs: number;
}

/** The result of one life. */
export interface Life {
  readonly deliveries: number;
  readonly sleeps: number;
  /** The slowest response, from the event to the function's own response, in milliseconds. */
  readonly slowestMs: number;
  /** Violations, in sentences. */
  readonly faults: readonly string[];
}

/** From the command to what doo accepted, with the slack function in AWS's own runtime client. */
export async function liveThrough(
  { fate, sleepMs, lingerMs }: Sleep,
  startProduct: ProofContext['startProduct'],
): Promise<Life> {
  const product = await startBehindDoors(startProduct, { lingerMs });
  const { sandbox, frozen, url, watch } = product;
  try {
    await warmUp(sandbox);
    await frozen.asleep();
    const told = frozen.output.length;
    const faults = await playRequest(sandbox, async () => {
      await frozen.asleep();
      await sandbox.lambda.idle();
      product.meet(fate);
      await pause(sleepMs);
      watch.wakes();
    });
    await frozen.asleep();
    const { deliveries } = url;
    return {
      deliveries: deliveries.length,
      sleeps: frozen.sleeps,
      slowestMs: Math.max(...deliveries.map(({ durationMs }) => durationMs)),
      faults: [...faults, ...watch.faults(), ...frozen.output.slice(told).filter(isTrouble)],
    };
  } finally {
    await product.stop();
  }
}
