import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Clock } from '../../clock.ts';
import { type ConnectionControl, type LocalServer, startLocalServer } from '../local-server.ts';
import type { FunctionHost, InvocationResult } from './function-host.ts';
import { FUNCTION_URL_DOMAIN, toFunctionUrlEvent } from './function-url-event.ts';

/** One request that the function URL has responded to. */
export interface Delivery {
  method: string;
  path: string;
  status: number;
  /** From the request to the function's response, including any wait for a process. */
  durationMs: number;
  cold: boolean;
}

/** The function's URL on this machine. */
export interface FunctionUrl {
  /** Known once started. */
  readonly url: string;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** In order of response. */
  deliveries: readonly Delivery[];
}

const responseSchema = z.object({
  statusCode: z.number().int(),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  cookies: z.array(z.string()).optional(),
  body: z.string().optional(),
  isBase64Encoded: z.boolean().optional(),
});

/** An HTTP front that turns each request into a function URL event and invokes `host`. */
export function createFunctionUrl(options: {
  host: Pick<FunctionHost, 'invoke'>;
  clock: Clock;
  port?: number;
}): FunctionUrl {
  const { host, clock, port } = options;
  const deliveries: Delivery[] = [];
  let server: LocalServer | undefined;

  async function deliver(request: Request, connection: ConnectionControl): Promise<Response> {
    const startMs = performance.now();
    const { pathname, search } = new URL(request.url);
    const event = toFunctionUrlEvent({
      method: request.method,
      target: `${pathname}${search}`,
      headers: pairs(connection.rawHeaders),
      body: new Uint8Array(await request.arrayBuffer()),
      domainName: FUNCTION_URL_DOMAIN,
      sourceIp: connection.remoteAddress,
      requestId: randomUUID(),
      timeMs: clock.now(),
    });
    const result = await host.invoke(event);
    const response = toResponse(result);
    deliveries.push({
      method: request.method,
      path: pathname,
      status: response.status,
      durationMs: performance.now() - startMs,
      cold: result.cold,
    });
    return response;
  }

  return {
    deliveries,
    get url() {
      if (server === undefined) throw new Error('The function URL has not been started');
      return server.url;
    },
    async start() {
      server = await startLocalServer(deliver, port);
    },
    async stop() {
      await server?.close();
    },
  };
}

/** What the function returned as HTTP (AWS docs: function URL response payload). */
function toResponse(result: InvocationResult): Response {
  if (!result.ok) return Response.json({ message: 'Internal Server Error' }, { status: 502 });
  const parsed = responseSchema.safeParse(result.payload);
  if (!parsed.success) return Response.json(result.payload);
  const { statusCode, headers = {}, cookies = [], body, isBase64Encoded = false } = parsed.data;
  const answer = new Headers({ 'content-type': 'application/json' });
  for (const [name, value] of Object.entries(headers)) answer.set(name, String(value));
  for (const cookie of cookies) answer.append('set-cookie', cookie);
  const content = isBase64Encoded ? Buffer.from(body ?? '', 'base64') : (body ?? null);
  return new Response(content, { status: statusCode, headers: answer });
}

function pairs(rawHeaders: readonly string[]): [string, string][] {
  const found: [string, string][] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    found.push([rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '']);
  }
  return found;
}
