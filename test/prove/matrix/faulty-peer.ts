import { request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import type { PeerName } from '@doo-repush/sandbox/sandbox';
import type { Certificates } from './certificates.ts';

/** One request of a function to a peer, as it came in. */
export interface Arrival {
  readonly peer: PeerName;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** What the peer behind answered. */
export interface Reply {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: Buffer;
}

/** What can be done with one request. */
export interface Exchange {
  /** Asks the peer behind, once at most. @param changed makes what it is asked of what was asked */
  readonly pass: (changed?: (body: string) => string) => Promise<Reply>;
  readonly response: ServerResponse;
  /** Ends the connection by a reset (RST). */
  readonly cut: () => void;
}

export type Deal = (arrival: Arrival, exchange: Exchange) => Promise<void>;

/** How a peer can be away as a whole. */
export type Outage = 'refused' | 'tls_alert' | 'tls_certificate';

/** A peer of the functions, reached over TLS through a door that can be made to fail. */
export interface FaultyPeer {
  /** `https://localhost:<port>`. */
  readonly origin: string;
  /** Where the peer itself listens. */
  target: string;
  /** Ends every open connection but that of `keep`, and lets no new one come about. */
  goAway(outage: Outage | undefined, keep?: ServerResponse): Promise<void>;
  comeBack(): Promise<void>;
  close(): Promise<void>;
}

/** TLS 1.2 record of a fatal alert, handshake_failure (RFC 5246, 7.2). */
const HANDSHAKE_FAILURE = Buffer.from([0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x28]);

export async function startFaultyPeer(
  peer: PeerName,
  { good, bad }: Certificates,
  deal: Deal,
): Promise<FaultyPeer> {
  const sockets = new Set<Socket>();
  let outage: Outage | undefined;
  let tcp: Server;

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of incoming) chunks.push(chunk);
    } catch {
      return;
    }
    const { method = 'GET', url: path = '/', headers } = incoming;
    const body = Buffer.concat(chunks);
    let passed: Promise<Reply> | undefined;
    const pass = (changed?: (body: string) => string) => {
      const sent = changed === undefined ? body : Buffer.from(changed(body.toString('utf8')));
      const length = { 'content-length': String(sent.length) };
      passed ??= passOn(self.target, { method, path, headers: { ...headers, ...length } }, sent);
      return passed;
    };
    const cut = () => rawSocketOf(response)?.resetAndDestroy();
    const arrival = { peer, path, headers, body: body.toString('utf8') };
    await deal(arrival, { pass, response, cut });
  }

  const web = createTlsServer({ key: good.key, cert: good.cert }, handle);
  const impostor = createTlsServer({ key: bad.key, cert: bad.cert });
  for (const server of [web, impostor]) server.on('tlsClientError', () => undefined);
  web.keepAliveTimeout = 60_000;

  function connected(socket: Socket): void {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
    if (outage === 'tls_alert') socket.end(HANDSHAKE_FAILURE);
    else (outage === 'tls_certificate' ? impostor : web).emit('connection', socket);
  }

  async function listen(port: number): Promise<number> {
    tcp = createTcpServer(connected);
    await new Promise<void>((resolve, reject) => {
      tcp.once('error', reject);
      tcp.listen(port, '127.0.0.1', resolve);
    });
    const address = tcp.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return address.port;
  }

  /** The connection below the one that TLS made of it. */
  function rawSocketOf({ socket }: ServerResponse): Socket | undefined {
    return [...sockets].find((each) => each.remotePort === socket?.remotePort);
  }

  const port = await listen(0);
  const leave = () =>
    new Promise<void>((resolve) => {
      if (!tcp.listening) resolve();
      else tcp.close(() => resolve());
    });

  const self: FaultyPeer = {
    origin: `https://localhost:${port}`,
    target: '',
    async goAway(kind, keep) {
      outage = kind;
      const kept = keep === undefined ? undefined : rawSocketOf(keep);
      for (const socket of sockets) if (socket !== kept) socket.destroy();
      // Not awaited: the server is closed for new connections at once, and ends with its last one.
      if (kind === 'refused') void leave();
    },
    async comeBack() {
      outage = undefined;
      if (!tcp.listening) await listen(port);
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await leave();
      web.close();
      impostor.close();
    },
  };
  return self;
}

/** Sends a request on to where its peer listens. */
export function passOn(
  target: string,
  { method, path, headers }: { method: string; path: string; headers: IncomingMessage['headers'] },
  body: Buffer,
): Promise<Reply> {
  const { host, hostname, port } = new URL(target);
  return new Promise((resolve, reject) => {
    const outgoing = forward(
      { method, hostname, port, path, headers: { ...headers, host } },
      async (incoming) => {
        try {
          const chunks: Buffer[] = [];
          for await (const chunk of incoming) chunks.push(chunk);
          const { 'transfer-encoding': _, connection: __, ...kept } = incoming.headers;
          resolve({ status: incoming.statusCode ?? 0, headers: kept, body: Buffer.concat(chunks) });
        } catch (error) {
          reject(error);
        }
      },
    );
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}
