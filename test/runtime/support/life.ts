import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createFunctionUrl } from '@doo-repush/sandbox/aws/functions/function-url';
import type { ProofContext } from '../../prove/frame/proof.ts';
import { distDir } from '../../support/product.ts';
import { type Fate, openDoor } from './door.ts';
import { startFrozen } from './frozen-function.ts';
import { installClient } from './install-client.ts';
import { playRequest, warmUp } from './play-request.ts';
import { createWatch } from './watch.ts';

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
  // Doors used only by the slack function, and the one through which all functions reach response URLs.
  const own = { slack: await openDoor(), lambda: await openDoor(), secrets: await openDoor() };
  const answers = await openDoor();
  const doors = [...Object.values(own), answers];
  const sandbox = await startProduct({
    seenAs(peer, origin) {
      if (peer !== 'slack') return origin;
      answers.target = origin;
      return answers.origin;
    },
  });
  const { slack, lambda, secrets } = sandbox;
  const throughDoor = (door: typeof answers, url: string) => {
    door.target = new URL(url).origin;
    return url.replace(door.target, door.origin);
  };
  const watch = createWatch(Object.values(own));
  const frozen = await startFrozen({
    clientPath: installClient(),
    bundlePath: join(distDir, 'slack', 'index.mjs'),
    env: {
      ...sandbox.environment(),
      SLACK_API_URL: throughDoor(own.slack, slack.url),
      AWS_ENDPOINT_URL_LAMBDA: throughDoor(own.lambda, lambda.url),
      AWS_ENDPOINT_URL_SECRETS_MANAGER: throughDoor(own.secrets, secrets.url),
    },
    lingerMs,
    answered: watch.answered,
    sleeps: watch.sleeps,
  });
  const url = createFunctionUrl({ host: frozen, clock: sandbox.clock });
  await url.start();
  slack.setRequestUrl(url.url);
  try {
    await warmUp(sandbox);
    await frozen.asleep();
    const told = frozen.output.length;
    const faults = await playRequest(sandbox, async () => {
      await frozen.asleep();
      await lambda.idle();
      for (const door of doors) door.meet(fate);
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
    await lambda.idle();
    slack.setRequestUrl(sandbox.functionUrl.url);
    await url.stop();
    await frozen.stop();
    await Promise.all(doors.map((door) => door.close()));
  }
}

/** A line of the function or the runtime client that reports a problem. */
function isTrouble(line: string): boolean {
  return /"level":"(?:warn|error)"|ECONN|EPIPE|socket|Error/.test(line);
}
