import type { ClientRequest, Agent as HttpAgent, IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import type { Duplex } from 'node:stream';
import { readBody } from '@doo-repush/core/read-body';
import type { Body } from '@doo-repush/core/unpackers';
import type { FetchFunction } from '@slack/web-api';
import type { EarlyConnections } from './early-connections.ts';

type Init = NonNullable<Parameters<FetchFunction>[1]>;
type Answer = Awaited<ReturnType<FetchFunction>>;

/**
 * How long an idle connection may be reused. Lambda freezes a function between deliveries, perhaps for
 * minutes, and the server does not keep the connection that long. Measured per connection by the clock:
 * calls that were in flight during a freeze end later and say nothing about the others.
 */
const KEPT_MS = 4_000;
/** Fetch standard: redirect status. */
const REDIRECTS = [301, 302, 303, 307, 308];

/**
 * Idempotent methods: reads, and views, since a trigger ID works once and a Home tab is published as a
 * whole. Messages and files are not idempotent.
 */
const REPEATABLE = /\/(?:auth|users|usergroups|conversations|views)\.[\w.]+$/;
/** Errors of a connection that the server has closed. */
const CLOSED = ['ECONNRESET', 'EPIPE'];

/**
 * A connection that was open before the call was closed before any response arrived: the server closed it
 * as the call went out.
 */
class ClosedMeanwhileError extends Error {}

/**
 * The limit of a response, both compressed and decompressed: more than the largest page of channel history.
 */
const MAX_BYTES = 32 * 1024 * 1024;

/** A response that is too large or has an unsupported coding. */
export class SlackAnswerError extends Error {
  override readonly name = 'SlackAnswerError';
}

/**
 * A `fetch` for Slack on top of `node:https`: Node's own takes longer to load than everything else that a
 * command needs. Resolves once the whole response has arrived, within its limits and before `signal`
 * aborts, and rejects otherwise. Follows no redirect, which would carry the token to another host. A server
 * may close a kept-alive connection while a call goes out (RFC 9112, 9.3.1): an idempotent call is then
 * sent once more, and any other call uses a new connection from the start.
 * @param now milliseconds since the epoch
 * @param early connections that idempotent calls to their origin use first
 */
export function createSlackFetch(now: () => number, early?: EarlyConnections): FetchFunction {
  const agents = new Map<string, HttpAgent>();
  const idleSinceMs = new WeakMap<Duplex, number>();
  const openBefore = new WeakSet<Duplex>();

  function agentOf(origin: string, Agent: new (options: object) => HttpAgent): HttpAgent {
    const agent = agents.get(origin) ?? keepingAgent(Agent);
    if (!agents.has(origin) && origin === early?.origin) beginWith(early, agent);
    agents.set(origin, agent);
    for (const socket of Object.values(agent.freeSockets).flatMap((sockets) => sockets ?? []))
      if (now() - (idleSinceMs.get(socket) ?? 0) >= KEPT_MS) socket.destroy();
    return agent;
  }

  function keepingAgent(Agent: new (options: object) => HttpAgent): HttpAgent {
    const agent = new Agent({ keepAlive: true, timeout: KEPT_MS });
    const keep = agent.keepSocketAlive.bind(agent);
    agent.keepSocketAlive = (socket) => {
      idleSinceMs.set(socket, now());
      return keep(socket);
    };
    return agent;
  }

  /** Nothing was sent over an early connection that is not up in time, so any call may use another. */
  function beginWith({ take }: EarlyConnections, agent: HttpAgent): void {
    const create = agent.createConnection.bind(agent);
    agent.createConnection = (options, onCreated) => {
      const taken = take();
      if (taken === undefined) return create(options, onCreated);
      const opened = (socket: Duplex) => {
        openBefore.add(socket);
        return socket;
      };
      void taken
        .then(opened, () => create(options))
        .then((socket) => socket && onCreated?.(null, socket));
      return undefined;
    };
  }

  const wasOpen = ({ reusedSocket, socket }: ClientRequest) =>
    reusedSocket || (socket !== null && openBefore.has(socket));

  return async (address, init = {}) => {
    const { body, signal } = init;
    if (typeof body === 'object') return sendForm(address, init);
    const url = new URL(address);
    const { request, Agent } = await transportOf(url.protocol);
    const call = (agent: HttpAgent | false) => {
      const options = { ...requestOptions(init), agent };
      return exchange((onAnswer) => request(url, options, onAnswer), url.href, body, wasOpen);
    };
    try {
      if (!REPEATABLE.test(url.pathname)) return await call(false);
      return await call(agentOf(url.origin, Agent)).catch((error: unknown) => {
        if (!(error instanceof ClosedMeanwhileError)) throw error;
        return call(false);
      });
    } catch (error) {
      throw signal?.aborted ? signal.reason : error;
    }
  };
}

async function transportOf(protocol: string) {
  if (protocol === 'https:') return { request: requestHttps, Agent: HttpsAgent };
  if (protocol === 'http:') return import('node:http');
  throw new TypeError(`Slack cannot be reached over ${protocol}`);
}

function requestOptions({ method = 'GET', headers, signal }: Init) {
  return {
    method,
    headers: { ...headers, 'accept-encoding': 'gzip' },
    ...(signal !== undefined && { signal }),
  };
}

function exchange(
  send: (onAnswer: (incoming: IncomingMessage) => void) => ClientRequest,
  url: string,
  body: string | undefined,
  wasOpen: (sent: ClientRequest) => boolean,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = send((incoming) => void readAnswer(incoming, url).then(resolve, reject));
    let isAnswered = false;
    sent.on('response', () => {
      isAnswered = true;
    });
    sent.on('error', (error) => {
      const isClosed = wasOpen(sent) && !isAnswered && CLOSED.includes(codeOf(error));
      reject(isClosed ? new ClosedMeanwhileError('closed', { cause: error }) : error);
    });
    sent.end(body);
  });
}

async function readAnswer(incoming: IncomingMessage, url: string): Promise<Answer> {
  const { statusCode: status = 0, statusMessage: statusText = '', headers } = incoming;
  if (REDIRECTS.includes(status)) {
    incoming.destroy();
    throw new TypeError(`unexpected redirect (${status})`);
  }
  const body = await readBody(incoming, headers['content-encoding'], MAX_BYTES);
  const entries = Object.entries(headers).map(([name, value]): [string, string] => [
    name,
    headerText(value) ?? '',
  ]);
  return answerOf({ status, statusText, url, headers: new Map(entries) }, body);
}

/** Files travel as a form, which only the platform's fetch encodes; it decompresses while it reads. */
async function sendForm(address: string | URL, init: Init): Promise<Answer> {
  const { status, statusText, url, headers, body } = await fetch(address, {
    ...init,
    redirect: 'error',
  });
  const read = await readBody(body ?? new Blob([]).stream(), undefined, MAX_BYTES);
  return answerOf({ status, statusText, url, headers: new Map(headers.entries()) }, read);
}

/** A non-2xx response is a response even if its body cannot be read. */
function answerOf(
  {
    status,
    statusText,
    url,
    headers,
  }: Pick<Answer, 'status' | 'statusText' | 'url'> & { headers: ReadonlyMap<string, string> },
  body: Body,
): Answer {
  const ok = status >= 200 && status < 300;
  if (ok && !body.ok) throw new SlackAnswerError(`the answer is ${body.reason.replace('_', ' ')}`);
  const bytes = body.ok ? body.bytes : new Uint8Array();
  const text = () => new TextDecoder().decode(bytes);
  return {
    ok,
    status,
    statusText,
    url,
    headers: {
      get: (name) => headers.get(name.toLowerCase()) ?? null,
      entries: () => headers.entries(),
    },
    arrayBuffer: async () => new Uint8Array(bytes).buffer,
    json: async () => JSON.parse(text()),
    text: async () => text(),
  };
}

function codeOf(error: Error): string {
  return 'code' in error ? String(error.code) : '';
}

function headerText(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(', ') : value;
}
