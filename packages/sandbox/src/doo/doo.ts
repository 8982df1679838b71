import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { type Clock, scaleClock } from '../clock.ts';
import { createAccess } from './api/access.ts';
import { type Call, createCallLog, type Endpoint } from './api/call-log.ts';
import { type ActiveFault, createFaultRegistry, type Fault } from './api/faults.ts';
import { createGate } from './api/gate.ts';
import { answerGraphql } from './api/graphql.ts';
import { createLimits, DOCUMENTED_LIMITS, type LimitSettings } from './api/limits.ts';
import { createLoopbackServer, type PeerEnv } from './api/loopback-server.ts';
import { createData } from './data/data.ts';
import type { DooData } from './data/model.ts';
import { dooSecret } from './data/secret.ts';
import { createDeliveries } from './deliveries/deliveries.ts';
import type { DeliveryCount, RunProgress } from './deliveries/delivery-counts.ts';
import { createReceiver, type Receiver } from './deliveries/receiver.ts';
import { createRestApp } from './rest-app.ts';
import type { DooSnapshot } from './snapshot.ts';

export interface DooOptions {
  /** The clock for limits, faults and the call log. */
  readonly clock: Clock;
  /** Webhooks are delivered this many times faster than `clock` runs. */
  readonly timeFactor: number;
  readonly state?: DooSnapshot;
  /** Defaults to the invented data set. */
  readonly data?: DooData;
  /** Defaults to doo's documented limits; a snapshot's settings take precedence. */
  readonly limits?: Partial<LimitSettings>;
  /** The time zone of doo's windows. */
  readonly timeZone?: string;
  readonly ports?: {
    readonly rest?: number;
    readonly graphql?: number;
    readonly receiver?: number;
  };
}

/** A local doo.net: REST, GraphQL, its delivery queue, and the system that receives webhooks. */
export interface Doo {
  /** Ends in `/v1`, without a trailing slash. All addresses throw before the first start. */
  readonly restUrl: string;
  readonly graphqlUrl: string;
  readonly receiverUrl: string;
  readonly data: DooData;
  /** The product's secret `doo` for this peer, before JSON encoding. */
  secret(): ReturnType<typeof dooSecret>;
  /** Listens on 127.0.0.1 and resumes pending deliveries. */
  start(): Promise<void>;
  /** Closes every connection; pending deliveries stay in the snapshot. */
  stop(): Promise<void>;
  readonly calls: readonly Readonly<Call>[];
  /** The init calls that arrived, and what became of each. */
  initCalls(): Readonly<Call>[];
  deliveries(): DeliveryCount[];
  /** The deliveries of each init call, oldest first. */
  runs(): RunProgress[];
  /** How many webhooks receivers have accepted with 200. */
  readonly delivered: number;
  readonly receiver: Receiver;
  readonly faults: {
    active(): ActiveFault[];
    /** In force once it resolves. Ends after `calls` calls if given; otherwise lasts until cleared. */
    set(endpoint: Endpoint, fault: Fault, options?: { readonly calls?: number }): Promise<void>;
    clear(endpoint?: Endpoint): Promise<void>;
  };
  readonly limits: {
    readonly settings: LimitSettings;
    change(settings: Partial<LimitSettings>): void;
  };
  /** Invalidates all tokens from `/oauth`, as if they had expired. */
  revokeTokens(): void;
  snapshot(): DooSnapshot;
  /** Calls `listener` when something has changed; returns an unsubscribe function. */
  onChange(listener: () => void): () => void;
}

/** Creates the peer; nothing listens before `start()`. */
export function createDoo(options: DooOptions): Doo {
  const { clock, timeFactor, state, timeZone = 'Europe/Berlin', ports = {} } = options;
  const dataAtMs = state?.dataAtMs ?? clock.now();
  const data = options.data ?? createData(dataAtMs);
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of listeners) listener();
  };

  const log = createCallLog(clock, changed, state?.calls);
  const limits = createLimits(
    clock,
    state?.limits ?? { ...DOCUMENTED_LIMITS, ...options.limits },
    state?.dayCounts,
  );
  const registry = createFaultRegistry(changed, state?.faults);
  const access = createAccess(data.clients);
  const gate = createGate({ clock, access, limits, faults: registry, log });
  const { receiver, app: receiverApp } = createReceiver(changed, state?.arrivals);
  const receiverServer = createLoopbackServer(receiverApp, ports.receiver);
  const deliveries = createDeliveries({
    clock: scaleClock(clock, timeFactor),
    receiverUrl: () => receiverServer.origin,
    newId: randomUUID,
    onChange: changed,
    ...(state && { earlier: state.runs }),
  });
  const restServer = createLoopbackServer(
    createRestApp({ gate, access, data, deliveries, timeZone }),
    ports.rest,
  );
  const graphqlApp = new Hono<PeerEnv>();
  graphqlApp.post('/', (context) =>
    gate.bearer(context, 'graphql', ({ client, json }) => answerGraphql(data, client, json)),
  );
  const graphqlServer = createLoopbackServer(graphqlApp, ports.graphql);
  let isStarted = false;

  async function matchPorts(): Promise<void> {
    if (!isStarted) return;
    const refused = registry.active().filter(({ fault }) => fault.kind === 'refused');
    const isGraphqlRefused = refused.some(({ endpoint }) => endpoint === 'graphql');
    const isRestRefused = refused.some(({ endpoint }) => endpoint !== 'graphql');
    if (isRestRefused) restServer.leavePort();
    else await restServer.returnToPort();
    if (isGraphqlRefused) graphqlServer.leavePort();
    else await graphqlServer.returnToPort();
  }

  const urls = {
    get restUrl() {
      return `${restServer.origin}/v1`;
    },
    get graphqlUrl() {
      return graphqlServer.origin;
    },
  };

  return {
    get restUrl() {
      return urls.restUrl;
    },
    get graphqlUrl() {
      return urls.graphqlUrl;
    },
    get receiverUrl() {
      return receiverServer.origin;
    },
    data,
    secret: () => dooSecret(data, { restUrl: urls.restUrl, graphqlUrl: urls.graphqlUrl }),
    async start() {
      await Promise.all([restServer.start(), graphqlServer.start(), receiverServer.start()]);
      isStarted = true;
      await matchPorts();
      deliveries.start();
    },
    async stop() {
      isStarted = false;
      await deliveries.stop();
      await Promise.all([restServer.stop(), graphqlServer.stop(), receiverServer.stop()]);
    },
    calls: log.calls,
    initCalls: () => log.calls.filter(({ endpoint }) => endpoint === 'init'),
    deliveries: deliveries.counts,
    runs: deliveries.progress,
    get delivered() {
      return deliveries.progress().reduce((total, run) => total + run.delivered, 0);
    },
    receiver,
    faults: {
      active: registry.active,
      set(endpoint, fault, setOptions) {
        registry.set(endpoint, fault, setOptions);
        return matchPorts();
      },
      clear(endpoint) {
        registry.clear(endpoint);
        return matchPorts();
      },
    },
    limits: {
      get settings() {
        return limits.settings;
      },
      change(settings) {
        limits.change(settings);
        changed();
      },
    },
    revokeTokens: access.revokeTokens,
    snapshot: () =>
      structuredClone({
        version: 1,
        dataAtMs,
        calls: [...log.calls],
        limits: limits.settings,
        dayCounts: limits.dayCounts(),
        faults: registry.active(),
        runs: deliveries.snapshot(),
        arrivals: receiver.arrivals(),
      }),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
