import {
  createServer,
  request as forward,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { Socket } from 'node:net';
import { pipeline } from 'node:stream';

/**
 * What happens to kept-alive connections while their owner is frozen: the peer closes them (FIN), resets
 * them (RST), has forgotten them and answers whatever still arrives with a reset, or something between the
 * two drops whatever is sent over them (half open).
 */
export type Fate = 'kept' | 'closed' | 'reset' | 'forgotten' | 'half open';

/** A peer as a function sees it: every request passes, over connections that can meet a fate. */
export interface Door {
  /** Its own address, without a path. */
  readonly origin: string;
  /** The address of the peer. */
  target: string;
  /** Requests and connections so far. */
  readonly activity: number;
  /** Makes every currently open connection meet its fate. */
  meet(fate: Fate): void;
  close(): Promise<void>;
}

export async function openDoor(): Promise<Door> {
  const sockets = new Set<Socket>();
  const forgotten = new WeakSet<Socket>();
  const halfOpen = new WeakSet<Socket>();
  let activity = 0;

  function handle(incoming: IncomingMessage, response: ServerResponse): void {
    activity += 1;
    if (halfOpen.has(incoming.socket)) return;
    if (forgotten.has(incoming.socket)) incoming.socket.resetAndDestroy();
    else passOn(door.target, incoming, response);
  }

  const server = createServer(handle);
  server.keepAliveTimeout = 10 * 60_000;
  server.on('connection', (socket) => {
    activity += 1;
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The door has no port');

  const door: Door = {
    origin: `http://127.0.0.1:${address.port}`,
    target: '',
    get activity() {
      return activity;
    },
    meet(fate) {
      for (const socket of sockets) {
        if (fate === 'closed') socket.destroy();
        if (fate === 'reset') socket.resetAndDestroy();
        if (fate === 'forgotten') forgotten.add(socket);
        if (fate === 'half open') halfOpen.add(socket);
      }
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return door;
}

function passOn(target: string, incoming: IncomingMessage, response: ServerResponse): void {
  const { host, hostname, port } = new URL(target);
  const { method, url: path, headers } = incoming;
  const outgoing = forward(
    { method, hostname, port, path, headers: { ...headers, host }, agent: false },
    (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      pipeline(answer, response, (error) => error && response.destroy());
    },
  );
  outgoing.on('error', () => response.destroy());
  pipeline(incoming, outgoing, (error) => error && response.destroy());
}
