import type { AddressInfo } from 'node:net';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { FOREIGN_CALLER, isOwnCaller } from '../loopback-callers.ts';

/** What a local server's request handler gets beside the request. */
export interface ConnectionControl {
  /** Header names and values as they arrived, in order, including duplicates. */
  rawHeaders: string[];
  remoteAddress: string;
  /** Cuts the connection without a response. */
  cut(): void;
  /** Aborted when the server closes. */
  closing: AbortSignal;
}

export type RequestHandler = (
  request: Request,
  connection: ConnectionControl,
) => Promise<Response> | Response;

export interface LocalServer {
  /** `http://127.0.0.1:<port>`, without a trailing slash. */
  url: string;
  /** Cuts open connections and stops listening; call it once. */
  close(): Promise<void>;
}

/** Serves `handle` on 127.0.0.1; port 0 picks a free one. */
export async function startLocalServer(handle: RequestHandler, port = 0): Promise<LocalServer> {
  const closing = new AbortController();
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.all('*', (context) => {
    const { incoming } = context.env;
    if (!isOwnCaller(incoming)) return context.text(FOREIGN_CALLER, 403);
    return handle(context.req.raw, {
      rawHeaders: incoming.rawHeaders,
      remoteAddress: incoming.socket.remoteAddress ?? '127.0.0.1',
      cut: () => incoming.socket.destroy(),
      closing: closing.signal,
    });
  });
  const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  const close = () =>
    new Promise<void>((resolve, reject) => {
      closing.abort();
      server.close((error) => (error === undefined ? resolve() : reject(error)));
      if ('closeAllConnections' in server) server.closeAllConnections();
    });
  let closed: Promise<void> | undefined;
  return {
    url: `http://127.0.0.1:${address.port}`,
    close() {
      closed ??= close();
      return closed;
    },
  };
}
