import { createServer } from 'node:net';
import { createClock } from '@doo-repush/sandbox/clock';
import { SECRET_IDS } from '@doo-repush/sandbox/function-settings';
import type { PeerName, Sandbox } from '@doo-repush/sandbox/sandbox';
import { onTestFinished } from 'vitest';
import { createKeptProcesses, type KeptProcesses } from './kept-processes.ts';
import { launchProduct, ONE_AT_A_TIME } from './product.ts';

/** Longer than a function caches anything, including secrets while Secrets Manager is unavailable. */
const FORGOTTEN_MS = 2 * 3_600_000;

/** What a stopped product leaves to the next one of this worker. */
interface Place {
  readonly processes: KeptProcesses;
  readonly ports?: Readonly<Record<PeerName, number>>;
  /** How often the doo secret was set, so that each product gets a different text. */
  readonly secretsSet: number;
  /** Where the next clock starts, since a process's clock only moves forward. */
  readonly offsetMs: number;
}

let free: Place | undefined;

/** The same as `launchOverKept`, stopped when the test ends. */
export async function startOverKept(): Promise<Sandbox> {
  const sandbox = await launchOverKept();
  onTestFinished(() => sandbox.stop());
  return sandbox;
}

/**
 * A default product with new peers, which know nothing about earlier ones, and the idle processes of this
 * worker's previous product: cold starts would take most of a short file's time. To these processes it is
 * like a delivery after a quiet night: nothing cached is still valid.
 */
export async function launchOverKept(): Promise<Sandbox> {
  const place = await takePlace();
  const { processes, ports } = place;
  const clock = createClock();
  clock.advance(place.offsetMs);
  const sandbox = await launchProduct({
    maxProcesses: ONE_AT_A_TIME,
    clock,
    ...(ports && { ports }),
    startProcess: processes.start,
  });
  const { secrets, doo, slack, lambda } = sandbox;
  // The same secret as another text counts as a rotation, which invalidates the tokens of an earlier doo.
  const secretsSet = place.secretsSet + 1;
  secrets.set(SECRET_IDS.doo, `${JSON.stringify(doo.secret())}${' '.repeat(secretsSet)}`);
  const portOf = (url: string) => Number(new URL(url).port);
  const left = {
    processes,
    secretsSet,
    ports: {
      slack: portOf(slack.url),
      lambda: portOf(lambda.url),
      secrets: portOf(secrets.url),
      doo: portOf(doo.restUrl),
      doo_graphql: portOf(doo.graphqlUrl),
    },
  };
  return {
    ...sandbox,
    async stop() {
      processes.keep();
      await sandbox.stop();
      await free?.processes.killAll();
      free = { ...left, offsetMs: clock.offsetMs + FORGOTTEN_MS };
    },
  };
}

/** Reuses what the last product left, unless another program has taken one of its ports since. */
async function takePlace(): Promise<Place> {
  const place = free;
  free = undefined;
  const ports = Object.values(place?.ports ?? {});
  if (place !== undefined && (await Promise.all(ports.map(isFree))).every(Boolean)) return place;
  await place?.processes.killAll();
  return { processes: createKeptProcesses(), secretsSet: 0, offsetMs: 0 };
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
