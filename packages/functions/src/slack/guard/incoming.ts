import { isRecord } from '@doo-repush/core/json';

/** A function URL's event, reduced to what the guard examines. */
export interface Incoming {
  /** Keyed by lower-case name; a name that occurs twice in different cases was refused before. */
  readonly headers: ReadonlyMap<string, string>;
  /** A lower bound of the body's size, known without decoding it. */
  readonly sizeBytes: number;
  /** The bytes that Slack sent; `undefined` for invalid base64. */
  readonly body: () => Buffer | undefined;
}

/** Slack's deliveries are far smaller; a function URL accepts up to 6 MB. */
const MAX_BODY_BYTES = 1024 * 1024;
/** Slack sends about ten, and AWS adds as many. */
const MAX_HEADERS = 128;

export type Read =
  | { readonly ok: true; readonly incoming: Incoming }
  | { readonly ok: false; readonly statusCode: number };

/**
 * Decodes a Lambda function URL event (payload 2.0) without throwing, whatever its shape. Leaves the body
 * alone: the sender decides how expensive that is to decode.
 */
export function readIncoming(event: unknown): Read {
  if (!isRecord(event) || !isRecord(event.headers)) return refused(400);
  if (Object.keys(event.headers).length > MAX_HEADERS) return refused(431);
  const headers = lowerCaseHeaders(event.headers);
  if (headers === undefined) return refused(400);
  if ((methodOf(event) ?? 'POST') !== 'POST') return refused(405);
  const text = event.body ?? '';
  if (typeof text !== 'string' || text === '') return refused(400);
  const isBase64 = event.isBase64Encoded === true;
  const sizeBytes = isBase64 ? decodedBytes(text) : text.length;
  if (sizeBytes > MAX_BODY_BYTES) return refused(413);
  const body = () => (isBase64 ? fromBase64(text) : Buffer.from(text, 'utf8'));
  return { ok: true, incoming: { headers, sizeBytes, body } };
}

/** Whether the decoded bytes exceed the limit. Non-ASCII characters take several bytes each. */
export function isTooLarge(body: Uint8Array): boolean {
  return body.length > MAX_BODY_BYTES;
}

function refused(statusCode: number): Read {
  return { ok: false, statusCode };
}

/** Base64 encodes three bytes in four characters, of which the last one or two may be padding. */
function decodedBytes(text: string): number {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  return Math.floor(((text.length - padding) * 3) / 4);
}

/** Decoding skips invalid characters, so an invalid text decodes to fewer bytes than its length implies. */
function fromBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === decodedBytes(text) ? bytes : undefined;
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

/** `undefined` if the event names no method; signature and body then decide alone. */
function methodOf(event: Record<string, unknown>): string | undefined {
  const context = event.requestContext;
  const http = isRecord(context) ? context.http : undefined;
  const method = isRecord(http) ? http.method : event.httpMethod;
  return typeof method === 'string' ? method : undefined;
}

/** When the function URL received the request, in milliseconds since the epoch, if the event says so. */
export function receivedAtMs(event: unknown): number | undefined {
  const context = isRecord(event) ? event.requestContext : undefined;
  const timeEpoch = isRecord(context) ? context.timeEpoch : undefined;
  return typeof timeEpoch === 'number' ? timeEpoch : undefined;
}
