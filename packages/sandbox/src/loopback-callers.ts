import type { IncomingMessage } from 'node:http';

/** The facts that identify a request's sender. */
export interface CallerFacts {
  readonly headers: Pick<IncomingMessage['headers'], 'host' | 'origin' | 'sec-fetch-site'>;
  readonly socket: { readonly localPort?: number | undefined };
}

const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Whether a request to a loopback server comes from a program on this machine or from the server's own
 * pages. False if it was sent to another host name (DNS rebinding), or if the browser says that a page
 * of another origin sent it (Fetch Metadata, `Origin`).
 */
export function isOwnCaller({ headers, socket }: CallerFacts): boolean {
  const { host, origin } = headers;
  const site = headers['sec-fetch-site'];
  if (!LOOPBACK_NAMES.some((name) => host === `${name}:${socket.localPort}`)) return false;
  if (origin !== undefined && origin !== `http://${host}`) return false;
  return site === undefined || site === 'same-origin' || site === 'none';
}

/** The response to everyone else. */
export const FOREIGN_CALLER = 'Only programs on this machine may call this address.';
