import { connect, isIP, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { SecureContext, TLSSocket } from 'node:tls';
import { type Clocks, serveOnce } from '../runtime/early.ts';

/** How long a caller waits for a connection that was begun early before it makes its own. */
const WAIT_MS = 400;

/** Connections to one host that were begun before anything was to be sent. */
export interface EarlyConnections {
  /** The origin that they lead to. */
  readonly origin: string;
  /**
   * The next of them, once it is up. `undefined` if none is left or the next one is too old; rejects if
   * it fails, or is not up soon after it is wanted. Nothing has been sent over it.
   */
  take(): Promise<Duplex> | undefined;
}

/**
 * Begins `count` connections. They leave with the next turn of the event loop, and TLS follows as soon as
 * one is open.
 */
export function openConnections(url: URL, count: number, clocks: Clocks): EarlyConnections {
  const tls = url.protocol === 'https:' ? lazyTls() : undefined;
  const begun = Array.from({ length: count }, () => serveOnce(begin(url, tls), clocks));
  return {
    origin: url.origin,
    take() {
      for (let next = begun.shift(); next !== undefined; next = begun.shift()) {
        const connection = next();
        if (connection !== undefined && !connection.raw.destroyed) return whenUp(connection);
      }
      return undefined;
    },
  };
}

interface Connection {
  readonly raw: Socket;
  readonly up: Promise<Duplex>;
}

function begin(url: URL, secure: Secure | undefined): Connection {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const raw = connect({ host, port: Number(url.port) || (secure ? 443 : 80), noDelay: true });
  // Until somebody takes it, it keeps no process alive.
  raw.unref();
  const up = opened(raw).then(() => (secure ? secured(secure(raw, host), raw) : raw));
  // Its failure concerns only whoever waits for it.
  up.catch(() => undefined);
  return { raw, up };
}

function opened(raw: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    raw.once('connect', resolve);
    raw.once('close', () => reject(new Error('closed before it was open')));
    // `close` follows, and says all that matters of a connection nobody uses.
    raw.on('error', () => undefined);
  });
}

type Secure = (raw: Socket, host: string) => TLSSocket;

/** TLS as the agents of `node:https` begin it. Loads it once the first connection is open: that takes a while. */
function lazyTls(): Secure {
  let secureContext: SecureContext | undefined;
  return (socket, host) => {
    const tls = process.getBuiltinModule('node:tls');
    secureContext ??= tls.createSecureContext();
    const servername = isIP(host) === 0 ? host : '';
    return tls.connect({ socket, host, servername, secureContext, ALPNProtocols: ['http/1.1'] });
  };
}

function secured(secure: TLSSocket, raw: Socket): Promise<Duplex> {
  secure.on('error', () => undefined);
  raw.once('close', () => secure.destroy());
  return new Promise((resolve, reject) => {
    secure.once('secureConnect', () => resolve(secure));
    secure.once('close', () => reject(new Error('closed before it was secure')));
  });
}

async function whenUp({ raw, up }: Connection): Promise<Duplex> {
  raw.ref();
  const timer = setTimeout(() => raw.destroy(), WAIT_MS);
  try {
    return await up;
  } finally {
    clearTimeout(timer);
  }
}
