import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openForm } from '@doo-repush/sandbox/driver';
import { SECRET_IDS, slackSecret } from '@doo-repush/sandbox/function-settings';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import type { ProofContext } from '../../prove/frame/proof.ts';
import { isTrouble, startBehindDoors } from './behind-doors.ts';
import type { Fate } from './door.ts';

/** What happens between the start of a process and its first delivery. */
export interface Start {
  readonly name: string;
  /** Of the connections that the start has opened. */
  readonly fate: Fate;
  /** How long the process is frozen after its start. */
  readonly sleepMs: number;
  /** How far the wall clock is off until the first delivery. */
  readonly clockOffMs?: number;
  /** Whether the Slack secret is rotated right after the start. */
  readonly isRotated?: boolean;
}

/** A signing secret that Slack does not use. */
const OLD_SECRET = { ...slackSecret(), signingSecret: 'fedcba9876543210fedcba9876543210' };
const WRONG_CLOCK = fileURLToPath(new URL('../fixtures/wrong-clock.mjs', import.meta.url));

/**
 * Starts the slack function, freezes it, and delivers a first command.
 * @returns what went wrong, in sentences
 */
export async function deliverFirst(
  { fate, sleepMs, clockOffMs, isRotated = false }: Start,
  startProduct: ProofContext['startProduct'],
): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'doo-repush-clock-'));
  const clockIsRight = join(folder, 'right');
  const env =
    clockOffMs === undefined
      ? undefined
      : {
          NODE_OPTIONS: `--import=${WRONG_CLOCK}`,
          CLOCK_IS_OFF_MS: String(clockOffMs),
          CLOCK_IS_RIGHT: clockIsRight,
        };
  const product = await startBehindDoors(startProduct, {
    lingerMs: 0,
    ...(env && { env }),
    ...(isRotated && { prepare: ({ secrets }) => secrets.set(SECRET_IDS.slack, OLD_SECRET) }),
  });
  const { sandbox, frozen } = product;
  try {
    await frozen.asleep();
    if (isRotated) sandbox.secrets.set(SECRET_IDS.slack, slackSecret());
    await writeFile(clockIsRight, '');
    product.meet(fate);
    await pause(sleepMs);
    const problem = await openForm(sandbox, people.requester).then(
      () => [],
      (error: unknown) => [String(error)],
    );
    await frozen.asleep();
    const [delivery] = product.url.deliveries;
    return [
      ...problem,
      ...(delivery?.status === 200 ? [] : [`the command was answered with ${delivery?.status}`]),
      ...frozen.output.filter(isTrouble),
    ];
  } finally {
    await product.stop();
    await rm(folder, { recursive: true });
  }
}
