import { type Allowance, KEPT_FOR_SENDING } from './allowance.ts';
import type { DooClock } from './clock.ts';
import type { DooCredentials } from './credentials.ts';
import { createWordsReader } from './error-message.ts';
import { classifyAnswer, dooFailure } from './failure.ts';
import { type HttpRequest, type HttpTimeouts, request } from './http.ts';
import { failed, type Result, succeeded } from './result.ts';
import { readAnswer, tokenAnswer } from './schemas.ts';
import type { Pace } from './throttle.ts';
import { createTokenSource, outOfTime, storedToken } from './token.ts';

/** One call to doo, without the headers that the session adds. */
export interface DooCall {
  method: HttpRequest['method'];
  url: string;
  json?: unknown;
  maxResponseBytes: number;
}

/** Calls to doo with an API key and a token, one at a time at the API key's pace. */
export interface Session {
  /** Fetches a token if there is none. */
  authenticate(signal?: AbortSignal): Promise<Result<void>>;
  /** Sends a call at most once. A 401 drops the token, so the next call fetches a new one. */
  sendOnce(call: DooCall): Promise<Result<unknown>>;
  /**
   * Sends a read-only call. A 401 renews the token and sends once more. Fails without sending if no more than
   * `keptCalls` of the day are left; defaults to what look-ups leave for sending.
   */
  read(call: DooCall, signal?: AbortSignal, keptCalls?: number): Promise<Result<unknown>>;
}

/** Dependencies of a session. `restUrl` has no trailing slash. */
export interface SessionOptions {
  credentials: DooCredentials;
  restUrl: string;
  pace: Pace;
  allowance: Allowance;
  clock: DooClock;
  timeouts: HttpTimeouts;
}

const MAX_TOKEN_ANSWER_BYTES = 1_000_000;

/** Creates a session for one set of credentials. Its values are the parsed JSON of successful responses. */
export function createSession(options: SessionOptions): Session {
  const { credentials, allowance } = options;
  const tokens =
    'accessToken' in credentials
      ? storedToken(credentials.accessToken)
      : createTokenSource(() => fetchToken(options, credentials));

  async function attempt(
    call: DooCall,
    token: string,
    signal?: AbortSignal,
  ): Promise<Result<unknown>> {
    const headers = { authorization: `Bearer ${token}` };
    const result = await send(options, call, headers, [token], signal);
    if (isUnauthorized(result)) tokens.invalidate(token);
    return result;
  }

  return {
    async authenticate(signal) {
      const token = await tokens.get(signal);
      return token.ok ? succeeded(undefined) : token;
    },
    async sendOnce(call) {
      const token = await tokens.get();
      return token.ok ? attempt(call, token.value) : token;
    },
    async read(call, signal, keptCalls = KEPT_FOR_SENDING) {
      const isKept = () => allowance.left() <= keptCalls;
      if (isKept()) return failed(dooFailure('kept_for_sending'));
      const token = await tokens.get(signal);
      if (!token.ok) return token;
      const first = await attempt(call, token.value, signal);
      if (!isUnauthorized(first)) return first;
      if (isKept()) return failed(dooFailure('kept_for_sending'));
      const renewed = await tokens.get(signal);
      if (!renewed.ok) return renewed;
      return renewed.value === token.value ? first : attempt(call, renewed.value, signal);
    },
  };
}

async function fetchToken(
  options: SessionOptions,
  credentials: { clientId: string; clientSecret: string },
): Promise<Result<string>> {
  const answer = await send(
    options,
    {
      method: 'POST',
      url: `${options.restUrl}/oauth`,
      json: {
        client_id: credentials.clientId,
        client_secret: credentials.clientSecret,
        grant_type: 'client_credentials',
      },
      maxResponseBytes: MAX_TOKEN_ANSWER_BYTES,
    },
    {},
    [],
  );
  if (!answer.ok) return answer;
  const parsed = readAnswer(tokenAnswer, answer.value);
  return parsed.ok ? succeeded(parsed.value.data.access_token) : parsed;
}

async function send(
  options: SessionOptions,
  call: DooCall,
  headers: Record<string, string>,
  secrets: string[],
  signal?: AbortSignal,
): Promise<Result<unknown>> {
  const { credentials, pace, clock, timeouts, allowance } = options;
  if (!(await pace.turn(signal))) return failed(outOfTime());
  allowance.used();
  const exchange = await request(
    {
      method: call.method,
      url: call.url,
      headers: {
        accept: 'application/json',
        'x-api-key': credentials.apiKey,
        ...(call.json !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(call.json !== undefined && { body: JSON.stringify(call.json) }),
      maxResponseBytes: call.maxResponseBytes,
    },
    { timeouts, signal, now: () => clock.now() },
  );
  if (exchange.kind === 'lost') return failed(dooFailure(exchange.code, { cause: exchange.cause }));
  if (exchange.callsLeft !== undefined) allowance.told(exchange.callsLeft);
  const failure = classifyAnswer(
    exchange,
    createWordsReader([credentials.apiKey, ...secrets, ...clientSecretOf(credentials)]),
  );
  return failure === undefined ? succeeded(exchange.body) : failed(failure);
}

function clientSecretOf(credentials: DooCredentials): string[] {
  return 'clientSecret' in credentials ? [credentials.clientSecret] : [];
}

function isUnauthorized(result: Result<unknown>): boolean {
  return !result.ok && result.failure.code === 'unauthorized';
}
