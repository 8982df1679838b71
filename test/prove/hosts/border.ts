import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { PeerName } from '@doo-repush/sandbox/sandbox';
import { askedOf } from '../matrix/calls.ts';
import { passOn, type Reply } from '../matrix/faulty-peer.ts';

/** A call of a function to a peer. */
export interface Call {
  /** `slack chat.update`, `doo init`, `slack upload`. */
  readonly operation: string;
  readonly path: string;
}

/** Decides the reply to a call; `pass` forwards it to the peer. */
export type Deal = (call: Call, pass: () => Promise<Reply>) => Promise<Reply>;

/** Every peer as the functions see it, with scripted replies. */
export interface Border {
  /** For `seenAs` of a sandbox. */
  readonly seenAs: (peer: PeerName, origin: string) => string;
  /** `host:port` of each peer: the only places to which the functions may connect. */
  readonly hosts: readonly string[];
  /** How calls are handled from now on. */
  deal: Deal;
  close(): Promise<void>;
}

const PEERS: readonly PeerName[] = ['slack', 'lambda', 'secrets', 'doo', 'doo_graphql'];

export async function openBorder(): Promise<Border> {
  const targets = new Map<PeerName, string>();
  const doors = new Map<PeerName, { server: Server; port: number }>();

  async function handle(
    peer: PeerName,
    incoming: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const { method = 'GET', url: path = '/', headers } = incoming;
    const isUpload = peer === 'slack' && path.startsWith('/upload/');
    const { operation } = isUpload
      ? { operation: 'slack upload' }
      : askedOf({ peer, path, headers, body: body.toString('utf8') });
    const pass = () => passOn(targets.get(peer) ?? '', { method, path, headers }, body);
    const reply = await border.deal({ operation, path }, pass);
    const { 'content-length': _, ...kept } = reply.headers;
    response.writeHead(reply.status, kept).end(reply.body);
  }

  for (const peer of PEERS) {
    const server = createServer((incoming, response) => {
      handle(peer, incoming, response).catch(() => response.destroy());
    });
    doors.set(peer, { server, port: await listen(server) });
  }
  const border: Border = {
    seenAs(peer, origin) {
      targets.set(peer, origin);
      return `http://127.0.0.1:${doors.get(peer)?.port}`;
    },
    hosts: [...doors.values()].map(({ port }) => `127.0.0.1:${port}`),
    deal: (_call, pass) => pass(),
    async close() {
      for (const { server } of doors.values()) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
  return border;
}

/** @returns the port */
export async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
