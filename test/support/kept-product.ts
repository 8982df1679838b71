import { createServer } from 'node:net';
import { createClock } from '@doo-repush/sandbox/clock';
import { SECRET_IDS } from '@doo-repush/sandbox/function-settings';
import type { PeerName, Sandbox } from '@doo-repush/sandbox/sandbox';
import { onTestFinished } from 'vitest';
import { createKeptProcesses, type KeptProcesses } from './kept-processes.ts';
import { launchProduct, ONE_AT_A_TIME } from './product.ts';

/** Longer than a function keeps anything, the secrets of a silent Secrets Manager included. */
const FORGOTTEN_MS = 2 * 3_600_000;

/** What a product that has stopped leaves to the next one of this worker. */
interface Place {
  readonly processes: KeptProcesses;
  readonly ports?: Readonly<Record<PeerName, number>>;
  /** How often the doo secret was set, so that each product finds another text. */
  readonly secretsSet: number;
  /** Where the next clock starts, since the one of a process only goes forward. */
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
 * A default product with new peers, which know nothing of an earlier one, and with the processes
 * that the last one of this worker has left, idle: a cold start is most of a short file's work. They
 * meet it as Lambda's meet a delivery after a quiet night, with nothing kept that is still in force.
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
  // The same secret in another text is a rotation, which ends the tokens of an earlier doo.
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

/** A new place where there is none, or where another program has taken a port in between. */
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
