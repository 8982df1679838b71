import { buildConnector, Client, type Dispatcher, errors } from 'undici';
import { parseJson } from '../json.ts';
import { readBody } from '../read-body.ts';
import type { Body } from '../unpackers.ts';
import { callsLeftIn } from './allowance.ts';
import { endingIn, within } from './deadline.ts';
import type { Answer, DooFailureCode } from './failure.ts';
import { parseRetryAfter } from './retry-after.ts';

/** Time limits of one call, in milliseconds. */
export interface HttpTimeouts {
  connectMs: number;
  headersMs: number;
  /** Between two chunks of the body. */
  bodyMs: number;
  /** The whole call. */
  callMs: number;
}

/** One HTTP call. */
export interface HttpRequest {
  method: 'GET' | 'POST';
  url: string;
  headers: Record<string, string>;
  body?: string;
  /** Applies to the bytes on the wire and to what they decompress to. */
  maxResponseBytes: number;
}

/** The result of a call: a response, or the code of what prevented one. */
export type Exchange =
  | ({ kind: 'answered' } & Answer)
  | { kind: 'lost'; code: DooFailureCode; cause: string };

/**
 * Sends a request once, over its own connection, following no redirects. Returns `unreachable` only if no
 * connection was established, so nothing can have been written. A non-2xx response counts even if its body is
 * lost. Requests no content encoding, but decodes one that comes anyway. Never throws.
 */
export async function request(
  call: HttpRequest,
  options: { timeouts: HttpTimeouts; signal?: AbortSignal | undefined; now: () => number },
): Promise<Exchange> {
  const { timeouts, now } = options;
  const signal = endingIn(timeouts.callMs, options.signal);
  const url = new URL(call.url);
  // A pooled connection that the peer closes while we send would look like a call that may have acted.
  const connection = connect(url.origin, timeouts);
  try {
    const sent = connection.client.request({
      method: call.method,
      path: `${url.pathname}${url.search}`,
      headers: { ...call.headers, 'accept-encoding': 'identity' },
      body: call.body ?? null,
      headersTimeout: timeouts.headersMs,
      bodyTimeout: timeouts.bodyMs,
      signal,
    });
    // undici checks the signal only once connected.
    const response = await within(sent, signal);
    if (response === undefined) throw signal.reason;
    const isGood = response.statusCode >= 200 && response.statusCode < 300;
    const body = await readAll(response, call.maxResponseBytes).catch((error: unknown) => {
      if (isGood) throw error;
      return undefined;
    });
    if (isGood && body?.ok === false) return { kind: 'lost', ...LOST[body.reason] };
    const text = body?.ok ? new TextDecoder().decode(body.bytes) : '';
    const header = response.headers['retry-after'];
    const retryAfterMs = parseRetryAfter(Array.isArray(header) ? header[0] : header, now());
    const callsLeft = callsLeftIn(response.headers);
    return {
      kind: 'answered',
      status: response.statusCode,
      body: parseJson(text),
      ...(retryAfterMs !== undefined && { retryAfterMs }),
      ...(callsLeft !== undefined && { callsLeft }),
    };
  } catch (error) {
    const code = connection.established() ? codeOfLoss(error, signal) : 'unreachable';
    return { kind: 'lost', code, cause: causeOf(error) };
  } finally {
    // Not awaited: it settles only after a pending connection attempt has ended.
    void connection.client.destroy();
  }
}

/** What an unreadable body of a successful response means. */
const LOST = {
  too_large: { code: 'too_large', cause: 'MAX_RESPONSE_BYTES' },
  not_decodable: { code: 'unreadable', cause: 'CONTENT_ENCODING' },
} as const;

function connect(
  origin: string,
  timeouts: HttpTimeouts,
): { client: Client; established: () => boolean } {
  const connector = buildConnector({ timeout: timeouts.connectMs, allowH2: false });
  let established = false;
  const client = new Client(origin, {
    connect: (options, callback) =>
      connector(options, (...outcome) => {
        established ||= outcome[0] === null;
        callback(...outcome);
      }),
  });
  return { client, established: () => established };
}

function readAll({ body, headers }: Dispatcher.ResponseData, maxBytes: number): Promise<Body> {
  const coding = headers['content-encoding'];
  return readBody(body, Array.isArray(coding) ? coding.join(',') : coding, maxBytes);
}

function codeOfLoss(error: unknown, signal: AbortSignal): DooFailureCode {
  if (signal.aborted) return 'timed_out';
  if (error instanceof errors.HeadersTimeoutError) return 'timed_out';
  if (error instanceof errors.BodyTimeoutError) return 'timed_out';
  if (error instanceof errors.HeadersOverflowError) return 'too_large';
  if (error instanceof errors.HTTPParserError) return 'unreadable';
  return 'interrupted';
}

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'UNKNOWN';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
