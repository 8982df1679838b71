import type { AddressInfo } from 'node:net';
import { createServer, connect as dial, type Server, type Socket } from 'node:net';

/** One trip to the peer and back: a TCP handshake, or bytes that wait for bytes. */
export interface Trip {
  readonly startMs: number;
  readonly endMs: number;
}

/** A connection to a port of this machine with the delays of a network. */
export interface Link {
  readonly port: number;
  /** Connections since the last `forget`. */
  readonly connections: number;
  /** Trips since the last `forget`, in the order in which they began. */
  readonly trips: readonly Trip[];
  forget(): void;
  stop(): Promise<void>;
}

/**
 * Forwards to `targetPort` as if it were `roundTripMs` away: each flight of bytes takes half of it, and a
 * connection carries nothing before its handshake has taken the whole.
 */
export async function startLink(targetPort: number, roundTripMs: number): Promise<Link> {
  const open = new Set<Socket>();
  let connections = 0;
  let trips: Open[] = [];

  const server = createServer((near) => {
    connections += 1;
    const startMs = performance.now();
    const openMs = startMs + roundTripMs;
    trips.push({ startMs, endMs: openMs, bytes: LEAST_BYTES });
    const far = dial({ port: targetPort, host: '127.0.0.1', noDelay: true });
    for (const socket of [near, far]) {
      open.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.once('close', () => open.delete(socket));
    }
    let asked: Open | undefined;
    const out = delayed(far, roundTripMs / 2);
    const back = delayed(near, roundTripMs / 2);
    near.on('data', (bytes) => {
      const nowMs = Math.max(performance.now(), openMs);
      if (asked === undefined || asked.endMs > 0) {
        asked = { startMs: nowMs, endMs: 0, bytes: 0 };
        trips.push(asked);
      }
      asked.bytes += bytes.length;
      out.send(bytes, nowMs);
    });
    far.on('data', (bytes) => {
      const nowMs = performance.now();
      if (asked !== undefined) asked.endMs = nowMs + roundTripMs / 2;
      back.send(bytes, nowMs);
    });
    near.once('close', () => out.end());
    far.once('close', () => back.end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    get connections() {
      return connections;
    },
    get trips() {
      return trips.filter(({ endMs, bytes }) => endMs > 0 && bytes >= LEAST_BYTES);
    },
    forget() {
      connections = 0;
      trips = [];
    },
    async stop() {
      for (const socket of open) socket.destroy();
      await closed(server);
    },
  };
}

/** The last message of a TLS handshake is shorter, and nobody waits for its answer (RFC 8446, 4.4.4). */
const LEAST_BYTES = 128;

interface Open {
  readonly startMs: number;
  endMs: number;
  bytes: number;
}

/** The largest number of trips of which each began after the one before had ended. */
export function tripsInARow(trips: readonly Trip[]): number {
  let count = 0;
  let freeMs = Number.NEGATIVE_INFINITY;
  for (const { startMs, endMs } of trips.toSorted((a, b) => a.endMs - b.endMs)) {
    if (startMs < freeMs) continue;
    count += 1;
    freeMs = endMs;
  }
  return count;
}

/** Writes to `socket` a while later, in order. */
function delayed(socket: Socket, delayMs: number) {
  const queue: { readonly atMs: number; readonly bytes: Buffer | undefined }[] = [];
  let isPumping = false;
  const pump = () => {
    const nowMs = performance.now();
    while (queue[0] !== undefined && queue[0].atMs <= nowMs) {
      const { bytes } = queue.shift() ?? {};
      if (bytes === undefined) socket.end();
      else if (!socket.destroyed) socket.write(bytes);
    }
    isPumping = queue[0] !== undefined;
    if (queue[0] !== undefined) setTimeout(pump, queue[0].atMs - nowMs);
  };
  const add = (bytes: Buffer | undefined, nowMs: number) => {
    queue.push({ atMs: nowMs + delayMs, bytes });
    if (isPumping) return;
    isPumping = true;
    setTimeout(pump, nowMs + delayMs - performance.now());
  };
  return {
    send: (bytes: Buffer, nowMs: number) => add(bytes, nowMs),
    end: () => add(undefined, performance.now()),
  };
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}
