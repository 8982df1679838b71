import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import {
  createDooClient,
  type DooClient,
  type DooClientOptions,
} from '@doo-repush/core/doo/client';
import {
  type LocalServer,
  type ReceivedRequest,
  sendJson,
  startLocalServer,
} from './local-server.ts';

/** A test's response to one kind of call; `count` is 1 for the first call of that kind. */
export type Answerer = (response: ServerResponse, request: ReceivedRequest, count: number) => void;

/** A stand-in for doo whose token call works unless a test says otherwise, with a client for it. */
export interface DooServer {
  client: DooClient;
  /** Paths of the calls, in order, without the base URL. */
  paths: () => string[];
  requests: LocalServer['requests'];
}

export const CREDENTIALS = {
  apiKey: 'placeholder-api-key',
  clientId: 'placeholder-client-id',
  clientSecret: 'placeholder-client-secret',
};

/** A recorded response of doo from test/fixtures/doo. */
export function readFixture(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../fixtures/doo/${name}`, import.meta.url), 'utf8'));
}

/** Starts the stand-in. `answer` handles all calls but the token call. */
export async function startDoo(
  answer: Answerer,
  options: Partial<DooClientOptions> & { token?: Answerer } = {},
): Promise<DooServer> {
  const { token = sendToken, ...clientOptions } = options;
  const counts = { token: 0, other: 0 };
  const server = await startLocalServer((request, response) => {
    if (request.path === '/v1/oauth') token(response, request, ++counts.token);
    else answer(response, request, ++counts.other);
  });
  const client = createDooClient({
    restUrl: `${server.url}/v1`,
    graphqlUrl: `${server.url}/graphql`,
    credentials: CREDENTIALS,
    allowLoopback: true,
    callIntervalMs: 0,
    timeouts: { connectMs: 1000, headersMs: 2000, bodyMs: 2000, callMs: 3000 },
    ...clientOptions,
  });
  const paths = () => server.requests.map((request) => request.path);
  return { client, paths, requests: server.requests };
}

/** Responds to the token call with `placeholder-token-<count>`. */
export function sendToken(response: ServerResponse, _: ReceivedRequest, count: number): void {
  sendJson(response, 200, {
    response_status: 200,
    data: { access_token: `placeholder-token-${count}`, refresh_token: null },
  });
}

/** One page of a list of configurations. */
export function page(webhooks: unknown[], rest: object = {}) {
  return { _embedded: { webhooks }, page_count: 1, ...rest };
}

/** One configuration of it. */
export function entry(id: unknown, more: object = {}) {
  return { id, name: `Configuration ${id}`, hooks: [], ...more };
}
