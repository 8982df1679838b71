import type { IncomingMessage, ServerResponse } from 'node:http';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Clock } from '../../clock.ts';
import { type Answer, envelope } from './answer.ts';
import { codedResponse } from './coded-answer.ts';
import { drifting } from './drifting-list.ts';
import type { Fault } from './faults.ts';
import { tooManyRequests } from './limits.ts';

/** The connection on which a call arrived. */
export interface Connection {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
}

const MESSAGES = {
  status_401: 'The access token is invalid',
  status_403: 'The client may not do this',
  status_404: 'Not found',
  status_422: 'The request is invalid',
} as const;

const HTML = '<html><head><title>Bad gateway</title></head><body>Bad gateway</body></html>';
const HUGE_BYTES = 8 * 1024 * 1024;

/** A response as it goes over the wire. */
export function toResponse(answer: Answer): Response {
  return Response.json(answer.body, {
    status: answer.status,
    ...(answer.headers && { headers: answer.headers }),
  });
}

function padded(answer: Answer, bytes: number): Answer {
  const body = typeof answer.body === 'object' ? answer.body : { value: answer.body };
  return { ...answer, body: { ...body, padding: 'x'.repeat(bytes) } };
}

async function sendHalf(answer: Answer, { outgoing }: Connection): Promise<Response> {
  const bytes = Buffer.from(JSON.stringify(answer.body));
  outgoing.writeHead(answer.status, {
    'content-type': 'application/json',
    'content-length': bytes.length,
  });
  await new Promise((resolve) => outgoing.write(bytes.subarray(0, bytes.length / 2), resolve));
  outgoing.destroy();
  return RESPONSE_ALREADY_SENT;
}

async function hang({ incoming: { socket } }: Connection): Promise<Response> {
  if (!socket.destroyed) await new Promise((resolve) => socket.once('close', resolve));
  return RESPONSE_ALREADY_SENT;
}

function reset({ incoming }: Connection): Response {
  incoming.socket.resetAndDestroy();
  return RESPONSE_ALREADY_SENT;
}

/**
 * Responds to a call as `fault` says. `act` carries out the call and returns its true answer. A call
 * that hangs resolves when its connection is closed.
 */
export async function respondWithFault(
  fault: Fault,
  act: () => Answer,
  connection: Connection,
  clock: Clock,
): Promise<Response> {
  if ('acts' in fault && fault.acts) act();
  switch (fault.kind) {
    case 'status_401':
    case 'status_403':
    case 'status_404':
    case 'status_422':
      return toResponse(envelope(Number(fault.kind.slice('status_'.length)), MESSAGES[fault.kind]));
    case 'status_429':
      return toResponse(tooManyRequests(fault.scope ?? 'second', fault.retryAfter));
    case 'status_500':
      return toResponse(envelope(500, 'Internal error'));
    case 'html_502':
    case 'html_200':
      return new Response(HTML, {
        status: Number(fault.kind.slice('html_'.length)),
        headers: { 'content-type': 'text/html' },
      });
    case 'body_status':
      return toResponse({ ...envelope(fault.status, 'Not as usual'), status: 200 });
    case 'truncated':
      return sendHalf(act(), connection);
    case 'huge':
      return toResponse(padded(act(), fault.bytes ?? HUGE_BYTES));
    case 'compressed':
      return codedResponse(act(), fault.coding);
    case 'drifting':
      return toResponse(drifting(act(), fault.as));
    case 'slow': {
      const answer = act();
      await new Promise<void>((resolve) => clock.at(clock.now() + fault.delayMs, resolve));
      return toResponse(answer);
    }
    case 'hang':
      return hang(connection);
    case 'reset_after':
      act();
      return reset(connection);
    case 'refused':
    case 'reset_before':
      return reset(connection);
  }
}
