import type { IncomingMessage } from 'node:http';

/** What tells who sent a request. */
export interface CallerFacts {
  readonly headers: Pick<IncomingMessage['headers'], 'host' | 'origin' | 'sec-fetch-site'>;
  readonly socket: { readonly localPort?: number | undefined };
}

const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Whether a request to a server on loopback comes from this machine's programs or from the server's
 * own pages. False where it was sent under another host name (DNS rebinding) and where a browser
 * says that a page of another origin sent it (Fetch Metadata, `Origin`).
 */
export function isOwnCaller({ headers, socket }: CallerFacts): boolean {
  const { host, origin } = headers;
  const site = headers['sec-fetch-site'];
  if (!LOOPBACK_NAMES.some((name) => host === `${name}:${socket.localPort}`)) return false;
  if (origin !== undefined && origin !== `http://${host}`) return false;
  return site === undefined || site === 'same-origin' || site === 'none';
}

/** The answer to everybody else. */
export const FOREIGN_CALLER = 'Only programs on this machine may call this address.';
