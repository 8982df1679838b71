import { type Allowance, createAllowance, DOCUMENTED_CALLS_PER_DAY } from './allowance.ts';
import { type DooClock, systemClock } from './clock.ts';
import { type ConfigurationList, type ListOptions, listConfigurations } from './configurations.ts';
import type { DooCredentials } from './credentials.ts';
import { deadlineSignal } from './deadline.ts';
import { type EventTitle, readEventTitles } from './event-titles.ts';
import { assertTrustedUrl } from './hosts.ts';
import type { HttpTimeouts } from './http.ts';
import type { InitBody } from './init-body.ts';
import { type Result, succeeded } from './result.ts';
import { initAnswer, readAnswer } from './schemas.ts';
import { createSession } from './session.ts';
import { createPace, type Pace } from './throttle.ts';

/** doo with one set of credentials. No method throws; failures say whether doo may have acted. */
export interface DooClient {
  /** The longest time one `init` may take, with a token call before it, when no other call waits. */
  readonly maxInitMs: number;
  /** Gets a token if there is none, within `deadlineMs` where it is given. */
  authenticate(options?: { deadlineMs?: number }): Promise<Result<void>>;
  /** The configurations of a team: all, or those that can be read within `deadlineMs`. */
  listConfigurations(teamId: string, options?: ListOptions): Promise<Result<ConfigurationList>>;
  /** Titles and dates by event id; an id that is not in the map could not be checked. */
  eventTitles(
    eventIds: readonly string[],
    options?: { deadlineMs?: number },
  ): Promise<Result<Map<string, EventTitle>>>;
  /** Asks doo to send webhooks of one configuration again. Sends at most once, whatever happens. */
  init(resource: string, body: InitBody): Promise<Result<{ itemsProcessed: number }>>;
}

/** What a client is made of. */
export interface DooClientOptions {
  restUrl: string;
  graphqlUrl: string;
  credentials: DooCredentials;
  allowLoopback: boolean;
  /** Least time between the starts of two calls. */
  callIntervalMs: number;
  clock?: DooClock;
  timeouts?: Partial<HttpTimeouts>;
  /** The pace of the API key, to be shared by all clients that use the same key. */
  pace?: Pace;
  /** What is left of the API key's calls, to be shared likewise; doo's documented day unless told. */
  allowance?: Allowance;
}

const DEFAULT_TIMEOUTS: HttpTimeouts = {
  connectMs: 3_000,
  headersMs: 20_000,
  bodyMs: 10_000,
  callMs: 30_000,
};

const MAX_INIT_ANSWER_BYTES = 1_000_000;

/** A client of doo; throws `UntrustedUrlError` for an address that must not get credentials. */
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
        url: `${restUrl}/webhooks/init/${encodeURIComponent(resource)}`,
        json: body,
        maxResponseBytes: MAX_INIT_ANSWER_BYTES,
      });
      if (!answer.ok) return answer;
      const parsed = readAnswer(initAnswer, answer.value);
      return parsed.ok ? succeeded({ itemsProcessed: parsed.value.items_processed }) : parsed;
    },
  };
}
