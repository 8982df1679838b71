import { setTimeout as pause } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { type Context, Hono } from 'hono';
import { SlackApiError } from '../api-error.ts';
import type { Fault, Faults } from '../faults.ts';
import type { JsonObject } from '../json.ts';
import { botScopes, type SlackManifest } from '../manifest.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { optionalText, parseArguments } from './arguments.ts';
import { type ConfiguredApps, isOfConfiguration } from './configured-apps.ts';
import { methods } from './methods.ts';
import type { RateLimits } from './rate-limits.ts';

/** One Web API call as it arrived; `args` never holds a token. */
export interface ApiCall {
  readonly method: string;
  readonly args: JsonObject;
  readonly atMs: number;
  ok: boolean;
  /** Slack's error name, or the name of the fault that affected the call. */
  error: string | null;
}

export interface WebApiOptions {
  readonly workspace: Workspace;
  readonly botToken: string;
  readonly manifest: SlackManifest;
  readonly apps: Pick<ConfiguredApps, 'call'>;
  readonly faults: Faults;
  readonly rateLimits: Pick<RateLimits, 'admit'>;
  /** The minimum duration of every call, in real milliseconds. */
  readonly callTimeMs: () => number;
  /** Called with each call as it arrives, before the response. */
  readonly onCall: (call: ApiCall) => void;
}

type ApiContext = Context<{ Bindings: HttpBindings }>;

interface Reply {
  readonly body: { readonly ok: boolean; readonly error?: string };
  readonly status: 200 | 429;
  readonly headers: Record<string, string>;
}

interface ReadCall {
  readonly args: JsonObject;
  readonly token: string;
  readonly origin: string;
}

function refusal(error: SlackApiError): Reply['body'] {
  const { messages, manifestErrors, errors = manifestErrors, needed, provided } = error.details;
  return {
    ok: false,
    error: error.code,
    ...(needed === undefined ? {} : { needed, provided }),
    ...(errors === undefined ? {} : { errors }),
    ...(messages === undefined ? {} : { response_metadata: { messages } }),
  };
}

function plainReply(body: Reply['body']): Reply {
  return { body, status: 200, headers: {} };
}

function refusalReply(error: SlackApiError): Reply {
  const body = refusal(error);
  if (error.code !== 'ratelimited') return plainReply(body);
  const seconds = error.details.retryAfterSeconds ?? 1;
  return { body, status: 429, headers: { 'retry-after': String(seconds) } };
}

function faultReply({ error, ...details }: Extract<Fault, { error: string }>): Reply {
  return refusalReply(new SlackApiError(error, details));
}

function bearerOf(context: ApiContext): string | undefined {
  return /^Bearer (.+)$/i.exec(context.req.header('authorization') ?? '')?.[1];
}

function runMethod(
  options: WebApiOptions,
  name: string,
  { token, args, origin }: ReadCall,
): object {
  const { workspace, manifest } = options;
  if (isOfConfiguration(name)) return options.apps.call(name, token, args);
  const method = methods.get(name);
  if (method === undefined) throw new SlackApiError('unknown_method');
  const isPublic = name === 'blocks.validate';
  if (token === '' && !isPublic) throw new SlackApiError('not_authed');
  if (token !== options.botToken && !isPublic) throw new SlackApiError('invalid_auth');
  options.rateLimits.admit(name, args);
  const scopes = botScopes(manifest);
  return method({
    args,
    origin,
    workspace,
    manifest,
    requireScope(...oneOf) {
      if (oneOf.some((scope) => scopes.has(scope))) return;
      const provided = [...scopes].join(',');
      throw new SlackApiError('missing_scope', { needed: oneOf.join(','), provided });
    },
  });
}

function answerCall(options: WebApiOptions, name: string, call: ReadCall): Reply {
  try {
    return plainReply({ ok: true, ...runMethod(options, name, call) });
  } catch (error) {
    if (error instanceof SlackApiError) return refusalReply(error);
    throw error;
  }
}

function readCall(context: ApiContext, body: string): ReadCall {
  const all = parseArguments(context.req.header('content-type') ?? '', body);
  const token = bearerOf(context) ?? optionalText(all, 'token') ?? '';
  const { token: _inBody, ...args } = all;
  return { args, token, origin: new URL(context.req.url).origin };
}

/** Never responds, on a connection that does not keep the process alive. */
export function hang(context: ApiContext): Response {
  context.env.incoming.socket.unref();
  return RESPONSE_ALREADY_SENT;
}

/** Cuts the connection in the middle of a call. */
export function reset(context: ApiContext): Response {
  context.env.incoming.socket.resetAndDestroy();
  return RESPONSE_ALREADY_SENT;
}

/**
 * Slack's Web API under /api/: form or JSON bodies, the token as a bearer or an argument, and refusals
 * by Slack's documented error names with HTTP 200 (429 with Retry-After for rate limits).
 */
export function createWebApi(options: WebApiOptions): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();

  app.post('/api/:method', async (context) => {
    const method = context.req.param('method');
    const body = await context.req.text();
    const atMs = options.workspace.clock.now();
    let read: ReadCall;
    try {
      read = readCall(context, body);
    } catch (error) {
      if (!(error instanceof SlackApiError)) throw error;
      options.onCall({ method, args: {}, atMs, ok: false, error: error.code });
      return context.json(refusal(error));
    }
    const call: ApiCall = { method, args: read.args, atMs, ok: false, error: null };
    const fault = options.faults.take(method, read.args);
    if (typeof fault === 'string') call.error = fault;
    options.onCall(call);

    if (fault === 'hang') return hang(context);
    if (fault === 'reset_before') return reset(context);
    if (fault === 'http_500') return context.text('Internal Server Error', 500);
    const isLate = typeof fault === 'object' && 'lateMs' in fault;
    const callTimeMs = isLate ? fault.lateMs : options.callTimeMs();
    if (callTimeMs > 0) await pause(callTimeMs);
    const isRefused = typeof fault === 'object' && 'error' in fault;
    const reply = isRefused ? faultReply(fault) : answerCall(options, method, read);
    if (fault === 'reset_after') return reset(context);
    call.ok = reply.body.ok;
    call.error = reply.body.error ?? null;
    const isOurs = read.token === options.botToken;
    const scopes: Record<string, string> = isOurs
      ? { 'x-oauth-scopes': [...botScopes(options.manifest)].join(',') }
      : {};
    return context.json(reply.body, reply.status, { ...reply.headers, ...scopes });
  });

  return app;
}
