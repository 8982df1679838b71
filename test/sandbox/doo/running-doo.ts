import { createClock, type MovableClock } from '@doo-repush/sandbox/clock';
import { createDoo, type Doo, type DooOptions } from '@doo-repush/sandbox/doo/doo';
import { onTestFinished } from 'vitest';

export const ACME_TEAM = '7101';
export const SUMMIT = 41231;
export const START_MS = Date.UTC(2026, 10, 20, 9, 0, 0);

export interface RunningDoo {
  readonly doo: Doo;
  readonly clock: MovableClock;
}

/** Starts a peer whose time stands still until it is advanced, without limits; stops it afterwards. */
export async function startDoo(options: Partial<DooOptions> = {}): Promise<RunningDoo> {
  const clock = createClock(() => START_MS);
  const doo = createDoo({
    clock,
    timeFactor: 1,
    limits: { perSecond: null, perDay: null },
    ...options,
  });
  await doo.start();
  onTestFinished(() => doo.stop());
  return { doo, clock };
}

export interface Reply<Body> {
  readonly status: number;
  readonly body: Body;
  readonly headers: Headers;
}

/** Credentials of the shared client unless told. */
export interface Credentials {
  readonly apiKey?: string;
  readonly token?: string;
}

const SHARED = { apiKey: 'placeholder-api-key', token: 'placeholder-access-token' };

/** Credentials of the client that may act for Globex only. */
export const GLOBEX_CREDENTIALS: Credentials = {
  apiKey: 'placeholder-globex-api-key',
  token: 'placeholder-globex-access-token',
};

/** Sends one call; a `body` makes it a POST. The answer's shape is the caller's claim. */
export async function call<Body = unknown>(
  url: string,
  { body, ...given }: Credentials & { readonly body?: unknown; readonly signal?: AbortSignal } = {},
): Promise<Reply<Body>> {
  const { apiKey, token } = { ...SHARED, ...given };
  const response = await fetch(url, {
    headers: {
      'content-type': 'application/json',
      'x-api-key': apiKey,
      authorization: `Bearer ${token}`,
    },
    redirect: 'manual',
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
    ...(given.signal && { signal: given.signal }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  return {
    status: response.status,
    body: isJson ? JSON.parse(text) : text,
    headers: response.headers,
  };
}

/** The id of a configuration of the data set. Throws where the name is unknown. */
export function configurationId(doo: Doo, name: string): string {
  const found = doo.data.configurations.find((configuration) => configuration.name === name);
  if (found === undefined) throw new Error(`No configuration ${name}`);
  return found.id;
}

export function list<Body>(doo: Doo, teamId: string, page?: number, credentials?: Credentials) {
  const query = page === undefined ? '' : `?page=${page}`;
  return call<Body>(`${doo.restUrl}/team/${teamId}/webhooks${query}`, credentials);
}

export function init(
  doo: Doo,
  resource: string,
  body: Readonly<Record<string, unknown>>,
  credentials?: Credentials,
) {
  return call(`${doo.restUrl}/webhooks/init/${resource}`, { ...credentials, body });
}

export function token<Body>(doo: Doo, body: Readonly<Record<string, unknown>>, apiKey?: string) {
  return call<Body>(`${doo.restUrl}/oauth`, { body, ...(apiKey !== undefined && { apiKey }) });
}

export function graphql(
  doo: Doo,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
  credentials?: Credentials,
) {
  return call(doo.graphqlUrl, { ...credentials, body: { query, variables } });
}

/** The system's code of a call that failed before a whole answer came, where there is one. */
export async function failureCode(failing: Promise<unknown>): Promise<unknown> {
  const failure = await failing.then(
    () => undefined,
    (error: unknown) => error,
  );
  const cause = failure instanceof Error ? failure.cause : undefined;
  return cause instanceof Error && 'code' in cause ? cause.code : undefined;
}
