import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** The result of a function for one event. */
export type RuntimeOutcome =
  | { readonly kind: 'response'; readonly payload: unknown }
  | { readonly kind: 'error'; readonly errorType: string; readonly errorMessage: string };

/**
 * Lambda's Runtime API for one runtime client (AWS docs: Using the Lambda runtime API, version 2018-06-01):
 * the client requests the next event, which blocks until there is one, and posts the function's result.
 */
export interface RuntimeApi {
  /** `host:port`, for AWS_LAMBDA_RUNTIME_API. */
  readonly address: string;
  /** Resolves once the client requests an event: the function is idle from then on. */
  asksForNext(): Promise<void>;
  /** Passes an event to the waiting client. */
  hand(event: unknown, timeoutMs: number): Promise<RuntimeOutcome>;
  /** What the client reported instead of requesting its first event. */
  readonly initError: string | undefined;
  close(): Promise<void>;
}

const PREFIX = '/2018-06-01/runtime';
const ARN = 'arn:aws:lambda:eu-central-1:000000000000:function:slack';

export async function startRuntimeApi(): Promise<RuntimeApi> {
  let waiting = Promise.withResolvers<ServerResponse>();
  let running: { id: string; settle: (outcome: RuntimeOutcome) => void } | undefined;
  let initError: string | undefined;

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await textOf(incoming);
    const path = incoming.url?.startsWith(PREFIX) ? incoming.url.slice(PREFIX.length) : undefined;
    if (path === '/invocation/next') return waiting.resolve(response);
    if (path === '/init/error') {
      initError = body;
      return accept(response);
    }
    const [, id, kind] = /^\/invocation\/([\w-]+)\/(response|error)$/.exec(path ?? '') ?? [];
    if (running === undefined || running.id !== id) {
      response.writeHead(400).end(JSON.stringify({ errorType: 'InvalidRequestID' }));
      return;
    }
    const { settle } = running;
    running = undefined;
    accept(response);
    settle(kind === 'response' ? { kind, payload: JSON.parse(body) } : errorIn(body));
  }

  const server = createServer((incoming, response) => {
    handle(incoming, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new Error('The Runtime API has no port');

  return {
    address: `127.0.0.1:${address.port}`,
    get initError() {
      return initError;
    },
    async asksForNext() {
      await waiting.promise;
    },
    async hand(event, timeoutMs) {
      const response = await waiting.promise;
      waiting = Promise.withResolvers();
      const id = randomUUID();
      const outcome = new Promise<RuntimeOutcome>((settle) => {
        running = { id, settle };
      });
      response.writeHead(200, {
        'content-type': 'application/json',
        'lambda-runtime-aws-request-id': id,
        'lambda-runtime-deadline-ms': String(Date.now() + timeoutMs),
        'lambda-runtime-invoked-function-arn': ARN,
        'lambda-runtime-trace-id': `Root=1-00000000-${'0'.repeat(24)};Sampled=0`,
      });
      response.end(JSON.stringify(event));
      return outcome;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function accept(response: ServerResponse): void {
  response.writeHead(202, { 'content-type': 'application/json' }).end('{"status":"OK"}');
}

function errorIn(body: string): RuntimeOutcome {
  const { errorType, errorMessage } = Object(JSON.parse(body));
  return { kind: 'error', errorType: String(errorType), errorMessage: String(errorMessage) };
}

async function textOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
