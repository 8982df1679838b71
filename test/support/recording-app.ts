import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedRequest {
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string;
}

export interface AppReply {
  readonly status?: number;
  readonly body?: string | object;
  readonly headers?: Record<string, string>;
  /** Waits for this before responding. */
  readonly after?: Promise<void>;
}

export interface RecordingApp {
  readonly url: string;
  readonly requests: ReceivedRequest[];
  /** Sets the response to every later request; initially an empty 200. */
  answer(reply: AppReply | ((request: ReceivedRequest) => AppReply | Promise<AppReply>)): void;
  stop(): Promise<void>;
}

/** Starts an HTTP app on loopback that records requests and responds as configured. */
export async function startRecordingApp(): Promise<RecordingApp> {
  const requests: ReceivedRequest[] = [];
  let replyTo: (request: ReceivedRequest) => AppReply | Promise<AppReply> = () => ({});
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const request = { headers: incoming.headers, body: Buffer.concat(chunks).toString('utf8') };
    requests.push(request);
    const { status = 200, body = '', headers = {}, after } = await replyTo(request);
    await after;
    outgoing.writeHead(status, { 'content-type': 'application/json', ...headers });
    outgoing.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    requests,
    answer(reply) {
      replyTo = typeof reply === 'function' ? reply : () => reply;
    },
    stop() {
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

/** The interaction payload of a received form body. */
export function payloadOf(request: ReceivedRequest | undefined): Record<string, unknown> {
  const payload = new URLSearchParams(request?.body).get('payload');
  return JSON.parse(payload ?? '{}');
}
