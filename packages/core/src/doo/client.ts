import { type Allowance, createAllowance, DOCUMENTED_CALLS_PER_DAY } from './allowance.ts';
import { type DooClock, systemClock } from './clock.ts';
import { type ConfigurationList, type ListOptions, listConfigurations } from './configurations.ts';
import type { DooCredentials } from './credentials.ts';
import { deadlineSignal } from './deadline.ts';
import { type EventTitle, readEventTitles } from './event-titles.ts';
import { assertTrustedUrl } from './hosts.ts';
import type { HttpTimeouts } from './http.ts';
import type { InitBody } from './init-body.ts';
import type { Resource } from './resources.ts';
import { type Result, succeeded } from './result.ts';
import { initAnswer, readAnswer } from './schemas.ts';
import { createSession } from './session.ts';
import { createPace, type Pace } from './throttle.ts';

/** doo with one set of credentials. Methods never throw; a failure says whether doo may have acted. */
export interface DooClient {
  /** The longest that one `init` may take, including a token call, if no other call is queued. */
  readonly maxInitMs: number;
  /** Fetches a token if there is none, within `deadlineMs` if given. */
  authenticate(options?: { deadlineMs?: number }): Promise<Result<void>>;
  /** The configurations of a team: all, or those that can be read within `deadlineMs`. */
  listConfigurations(teamId: string, options?: ListOptions): Promise<Result<ConfigurationList>>;
  /** Titles and dates by event ID; an ID missing from the map could not be checked. */
  eventTitles(
    eventIds: readonly string[],
    options?: { deadlineMs?: number },
  ): Promise<Result<Map<string, EventTitle>>>;
  /** Asks doo to send one configuration's webhooks again. At most one request is sent, whatever happens. */
  init(resource: Resource, body: InitBody): Promise<Result<{ itemsProcessed: number }>>;
}

/** Dependencies of a client. */
export interface DooClientOptions {
  restUrl: string;
  graphqlUrl: string;
  credentials: DooCredentials;
  allowLoopback: boolean;
  /** Minimum time between the starts of two calls. */
  callIntervalMs: number;
  clock?: DooClock;
  timeouts?: Partial<HttpTimeouts>;
  /** The API key's pace, shared by all clients of that key. */
  pace?: Pace;
  /** The API key's remaining calls, shared likewise; defaults to doo's documented daily limit. */
  allowance?: Allowance;
}

const DEFAULT_TIMEOUTS: HttpTimeouts = {
  connectMs: 3_000,
  headersMs: 20_000,
  bodyMs: 10_000,
  callMs: 30_000,
};

const MAX_INIT_ANSWER_BYTES = 1_000_000;

/**
 * Creates a client of doo.
 * @throws UntrustedUrlError for an address that must not receive credentials
 */
export function createDooClient(options: DooClientOptions): DooClient {
  const { callIntervalMs, allowLoopback, clock = systemClock } = options;
  const restUrl = assertTrustedUrl(options.restUrl, allowLoopback);
  const graphqlUrl = assertTrustedUrl(options.graphqlUrl, allowLoopback);
  const timeouts = { ...DEFAULT_TIMEOUTS, ...options.timeouts };
  const pace = options.pace ?? createPace({ intervalMs: callIntervalMs, clock });
  const { now } = clock;
  const allowance = options.allowance ?? createAllowance({ perDay: DOCUMENTED_CALLS_PER_DAY, now });
  const session = createSession({
    credentials: options.credentials,
    restUrl,
    pace,
    allowance,
    clock,
    timeouts,
  });

  return {
    maxInitMs: 2 * (callIntervalMs + timeouts.callMs),
    authenticate: ({ deadlineMs } = {}) => session.authenticate(deadlineSignal(deadlineMs)),
    listConfigurations: (teamId, options = {}) =>
      listConfigurations(session, `${restUrl}/team/${encodeURIComponent(teamId)}`, options),
    eventTitles: (eventIds, { deadlineMs } = {}) =>
      readEventTitles(session, graphqlUrl, eventIds, deadlineMs),
    async init(resource, body) {
      const answer = await session.sendOnce({
        method: 'POST',
        url: `${restUrl}/webhooks/init/${resource}`,
        json: body,
        maxResponseBytes: MAX_INIT_ANSWER_BYTES,
      });
      if (!answer.ok) return answer;
      const parsed = readAnswer(initAnswer, answer.value);
      return parsed.ok ? succeeded({ itemsProcessed: parsed.value.items_processed }) : parsed;
    },
  };
}
