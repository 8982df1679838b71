import { createServer, type Server } from 'node:http';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import type { Hono } from 'hono';
import { FOREIGN_CALLER, isOwnCaller } from '../../loopback-callers.ts';

/** The hono environment of the peer's apps: gives handlers the raw connection. */
export type PeerEnv = { Bindings: HttpBindings };

/** An HTTP server on 127.0.0.1 that can leave its port and return to it. */
export interface LoopbackServer {
  /** Without a trailing slash. Throws before the first start. */
  readonly origin: string;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Stops listening: the OS refuses new connections, and idle ones are closed. */
  leavePort(): void;
  /** Listens on the same port again; does nothing if already listening. */
  returnToPort(): Promise<void>;
}

/** `port` 0 picks a free port at the first start and keeps it. */
export function createLoopbackServer(app: Hono<PeerEnv>, port = 0): LoopbackServer {
  const handle = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const servers = new Set<Server>();
  let listening: Server | undefined;
  let boundPort = port;

  async function listen(): Promise<void> {
    if (listening !== undefined) return;
    const server = createServer((incoming, outgoing) => {
      if (server !== listening) outgoing.shouldKeepAlive = false;
      if (!isOwnCaller(incoming)) return outgoing.writeHead(403).end(FOREIGN_CALLER);
      return handle(incoming, outgoing);
    });
    listening = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error) => {
        listening = undefined;
        reject(error);
      });
      server.listen(boundPort, '127.0.0.1', resolve);
    });
    servers.add(server);
    server.on('close', () => servers.delete(server));
    const address = server.address();
    if (typeof address === 'object' && address !== null) boundPort = address.port;
  }

  function leavePort(): void {
    listening?.close();
    listening = undefined;
  }

  return {
    get origin() {
      if (boundPort === 0) throw new Error('The server has no address before it is started');
      return `http://127.0.0.1:${boundPort}`;
    },
    start: listen,
    async stop() {
      const closed = [...servers].map(
        (server) => new Promise((resolve) => server.once('close', resolve)),
      );
      leavePort();
      for (const server of servers) server.closeAllConnections();
      await Promise.all(closed);
    },
    leavePort,
    returnToPort: listen,
  };
}
