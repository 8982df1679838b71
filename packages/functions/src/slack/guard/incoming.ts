import { isRecord } from '@doo-repush/core/json';

/** What a function URL delivers, reduced to what the guard looks at. */
export interface Incoming {
  /** Lower-case names; a name that came twice in different cases is refused before. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

/** Slack's deliveries stay far below this; a function URL takes up to 6 MB. */
const MAX_BODY_BYTES = 1024 * 1024;
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

export type Read =
  | { readonly ok: true; readonly incoming: Incoming }
  | { readonly ok: false; readonly statusCode: number };

/**
 * Reads a Lambda function URL event (payload 2.0), whatever its shape, without throwing.
 * A base64 body is decoded to bytes, so that a signature is checked over what Slack sent.
 */
export function readIncoming(event: unknown): Read {
  if (!isRecord(event) || !isRecord(event.headers)) return { ok: false, statusCode: 400 };
  const headers = lowerCaseHeaders(event.headers);
  if (headers === undefined) return { ok: false, statusCode: 400 };
  if ((methodOf(event) ?? 'POST') !== 'POST') return { ok: false, statusCode: 405 };
  const text = event.body ?? '';
  if (typeof text !== 'string' || text === '') return { ok: false, statusCode: 400 };
  const isBase64 = event.isBase64Encoded === true;
  if (isBase64 && !BASE64.test(text)) return { ok: false, statusCode: 400 };
  const body = Buffer.from(text, isBase64 ? 'base64' : 'utf8');
  if (body.length > MAX_BODY_BYTES) return { ok: false, statusCode: 413 };
  return { ok: true, incoming: { headers, body } };
}

function lowerCaseHeaders(given: Record<string, unknown>): Map<string, string> | undefined {
  const headers = new Map<string, string>();
  for (const [name, value] of Object.entries(given)) {
    if (typeof value !== 'string') continue;
    const lower = name.toLowerCase();
    if (headers.has(lower)) return undefined;
    headers.set(lower, value);
  }
  return headers;
}

/** `undefined` where the event names no method: then signature and body decide alone. */
function methodOf(event: Record<string, unknown>): string | undefined {
  const context = event.requestContext;
  const http = isRecord(context) ? context.http : undefined;
  const method = isRecord(http) ? http.method : event.httpMethod;
  return typeof method === 'string' ? method : undefined;
}
