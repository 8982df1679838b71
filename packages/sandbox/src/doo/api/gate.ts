import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';
import type { Clock } from '../../clock.ts';
import type { ApiClient } from '../data/model.ts';
import type { Access } from './access.ts';
import { type Answer, envelope, gatewayRefusal } from './answer.ts';
import type { CallLog, Endpoint } from './call-log.ts';
import { respondWithFault, toResponse } from './fault-response.ts';
import type { FaultRegistry } from './faults.ts';
import { parseJson } from './json.ts';
import type { Limits } from './limits.ts';
import type { PeerEnv } from './loopback-server.ts';

/** What an endpoint needs to know about a call. `json` is undefined if the body is not JSON. */
export interface PeerCall {
  readonly apiKey: string;
  readonly json: unknown;
}

/** Puts every call through the same checks, then responds to it. */
export interface Gate {
  /** For the token call, which has no bearer token yet. */
  open(
    context: Context<PeerEnv>,
    endpoint: Endpoint,
    carryOut: (call: PeerCall) => Answer,
  ): Promise<Response>;
  /** For every other call: 401 without a valid bearer token. */
  bearer(
    context: Context<PeerEnv>,
    endpoint: Endpoint,
    carryOut: (call: PeerCall & { readonly client: ApiClient }) => Answer,
  ): Promise<Response>;
}

interface GateParts {
  readonly clock: Clock;
  readonly access: Access;
  readonly limits: Limits;
  readonly faults: FaultRegistry;
  readonly log: CallLog;
}

/**
 * Checks run in this order: API key, limits, fault, bearer token, body. A call that the limits refuse
 * does not use up a fault.
 */
export function createGate({ clock, access, limits, faults, log }: GateParts): Gate {
  const open: Gate['open'] = async (context, endpoint, carryOut) => {
    const { method } = context.req;
    const url = new URL(context.req.url);
    const json = parseJson(await context.req.text());
    const call = log.begin({ endpoint, method, path: url.pathname + url.search, body: json });
    const apiKey = context.req.header('x-api-key') ?? '';
    const isJson = context.req.header('content-type')?.startsWith('application/json') ?? false;

    function act(): Answer {
      const answer =
        method === 'POST' && (!isJson || json === undefined)
          ? envelope(400, 'The body must be JSON')
          : carryOut({ apiKey, json });
      log.change(call, { acted: endpoint === 'init' && answer.status === 200 });
      return answer;
    }

    function respond(): Response | Promise<Response> {
      if (!access.isApiKey(apiKey)) return toResponse(gatewayRefusal(403, 'Forbidden'));
      const refusal = limits.admit(apiKey);
      if (refusal !== undefined) return toResponse(refusal);
      const fault = faults.take(endpoint);
      if (fault === undefined) return toResponse(act());
      log.change(call, { fault: fault.kind });
      return respondWithFault(fault, act, context.env, clock);
    }

    const response = await respond();
    const left = limits.leftToday(apiKey);
    if (left !== undefined && response !== RESPONSE_ALREADY_SENT)
      response.headers.set('x-ratelimit-remaining-day', String(left));
    if (response !== RESPONSE_ALREADY_SENT) log.change(call, { status: response.status });
    return response;
  };

  return {
    open,
    bearer(context, endpoint, carryOut) {
      return open(context, endpoint, (call) => {
        const client = access.byToken(call.apiKey, context.req.header('authorization'));
        if (client === undefined) return envelope(401, 'The access token is invalid');
        return carryOut({ ...call, client });
      });
    },
  };
}
