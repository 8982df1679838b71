import { join } from 'node:path';
import {
  createFunctionUrl,
  type FunctionUrl,
} from '@doo-repush/sandbox/aws/functions/function-url';
import type { Sandbox } from '@doo-repush/sandbox/sandbox';
import type { ProofContext } from '../../prove/frame/proof.ts';
import { distDir } from '../../support/product.ts';
import { type Fate, openDoor } from './door.ts';
import { type FrozenFunction, startFrozen } from './frozen-function.ts';
import { installClient } from './install-client.ts';
import { createWatch, type Watch } from './watch.ts';

/** The product with the slack function in AWS's own runtime client, and a door before each of its peers. */
export interface BehindDoors {
  readonly sandbox: Sandbox;
  readonly frozen: FrozenFunction;
  readonly url: FunctionUrl;
  readonly watch: Watch;
  /** Makes every open connection meet its fate. */
  meet(fate: Fate): void;
  stop(): Promise<void>;
}

export interface BehindDoorsOptions {
  /** How long the process is observed after it has responded, before it is stopped. */
  readonly lingerMs: number;
  readonly env?: Record<string, string>;
  /** Called before the process starts. */
  readonly prepare?: (sandbox: Sandbox) => void;
}

export async function startBehindDoors(
  startProduct: ProofContext['startProduct'],
  { lingerMs, env = {}, prepare }: BehindDoorsOptions,
): Promise<BehindDoors> {
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
  prepare?.(sandbox);
  const frozen = await startFrozen({
    clientPath: installClient(),
    bundlePath: join(distDir, 'slack', 'index.mjs'),
    env: {
      ...sandbox.environment(),
      SLACK_API_URL: throughDoor(own.slack, slack.url),
      AWS_ENDPOINT_URL_LAMBDA: throughDoor(own.lambda, lambda.url),
      AWS_ENDPOINT_URL_SECRETS_MANAGER: throughDoor(own.secrets, secrets.url),
      ...env,
    },
    lingerMs,
    answered: watch.answered,
    sleeps: watch.sleeps,
  });
  const url = createFunctionUrl({ host: frozen, clock: sandbox.clock });
  await url.start();
  slack.setRequestUrl(url.url);
  return {
    sandbox,
    frozen,
    url,
    watch,
    meet(fate) {
      for (const door of doors) door.meet(fate);
    },
    async stop() {
      await lambda.idle();
      slack.setRequestUrl(sandbox.functionUrl.url);
      await url.stop();
      await frozen.stop();
      await Promise.all(doors.map((door) => door.close()));
    },
  };
}

/** A line of the function or the runtime client that reports a problem. */
export function isTrouble(line: string): boolean {
  return /"level":"(?:warn|error)"|ECONN|EPIPE|socket|Error/.test(line);
}
