import { type HttpBindings, type ServerType, serve } from '@hono/node-server';
import { Hono } from 'hono';
import type { Clock } from '../clock.ts';
import { FOREIGN_CALLER, isOwnCaller } from '../loopback-callers.ts';
import { createSlackClient, type SlackClient } from './client/client.ts';
import { createDeliverer, type Delivery } from './client/delivery.ts';
import { createFaults, type Faults } from './faults.ts';
import type { SlackManifest } from './manifest.ts';
import {
  type ConfiguredApps,
  createConfiguredApps,
  installedManifest,
} from './web-api/configured-apps.ts';
import { createRateLimits, type RateLimits } from './web-api/rate-limits.ts';
import { createResponseUrlServer, responseUrlPath } from './web-api/response-url-server.ts';
import { type ApiCall, createWebApi } from './web-api/server.ts';
import { createUploadServer } from './web-api/upload-server.ts';
import { randomId } from './workspace/ids.ts';
import type { WorkspaceState } from './workspace/model.ts';
import { exampleWorkspace } from './workspace/people.ts';
import { createWorkspace, type Workspace } from './workspace/workspace.ts';

export type SlackChange = 'workspace' | 'call' | 'delivery';

export interface SlackOptions {
  readonly clock: Clock;
  readonly signingSecret: string;
  readonly botToken: string;
  readonly manifest: SlackManifest;
  /** Where the app listens for commands, interactions and events. */
  readonly requestUrl?: string;
  /** An earlier snapshot; by default the example workspace. */
  readonly state?: WorkspaceState;
  /** The Web API's port on loopback; 0, the default, picks a free one. */
  readonly port?: number;
  /** How long the app may take to respond, in real milliseconds; Slack's 3000 by default. */
  readonly deadlineMs?: number;
  /** Whether Slack's rate limits apply from the start; off by default. */
  readonly rateLimits?: boolean;
  readonly fetch?: typeof globalThis.fetch;
  readonly newId?: (prefix: string) => string;
  /** The token that apps.manifest.* accepts; when absent, no token is accepted. */
  readonly configurationToken?: string;
  /** The address at which the app reaches this server, given its origin; by default that origin. */
  readonly seenAs?: (origin: string) => string;
}

export interface Slack {
  /** The Web API's base address, ending in /api/; throws before `start`. */
  readonly url: string;
  start(): Promise<void>;
  /** Closes every connection, answered or not, and abandons deliveries under way. */
  stop(): Promise<void>;
  setRequestUrl(url: string): void;
  readonly client: SlackClient;
  readonly workspace: Workspace;
  /** Every Web API call, in order of arrival. */
  readonly calls: readonly ApiCall[];
  /** Every request to the app, in the order sent. */
  readonly deliveries: readonly Delivery[];
  readonly faults: Faults;
  readonly rateLimits: Pick<RateLimits, 'on' | 'change'>;
  /** The apps created with the configuration token. */
  readonly apps: ConfiguredApps;
  /**
   * A person installs such an app: from now on the bot token belongs to it. Throws for an unknown app.
   */
  install(appId: string): void;
  /** The minimum duration of every Web API call from now on, in real milliseconds; initially 0. */
  setCallTime(ms: number): void;
  /** Calls `listener` with the kind of each change; returns an unsubscribe function. */
  onChange(listener: (change: SlackChange) => void): () => void;
}

interface Listening {
  readonly server: ServerType;
  readonly origin: string;
}

function listen(app: Hono<{ Bindings: HttpBindings }>, port: number): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const options = { fetch: app.fetch, hostname: '127.0.0.1', port, overrideGlobalObjects: false };
    const server = serve(options, (info) => {
      server.off('error', reject);
      resolve({ server, origin: `http://127.0.0.1:${info.port}` });
    });
    server.on('error', reject);
  });
}

function close({ server }: Listening): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
}

/**
 * A local Slack: the Web API that an app calls, and the client half that sends commands, clicks and
 * submissions to it. Both share one workspace, which survives a restart through a snapshot.
 */
export function createSlack(options: SlackOptions): Slack {
  const { clock, signingSecret, botToken, manifest, newId = randomId } = options;
  const { deadlineMs = 3000, fetch = globalThis.fetch, port = 0 } = options;
  const { seenAs = (origin: string) => origin } = options;
  const listeners = new Set<(change: SlackChange) => void>();
  const changed = (change: SlackChange) => {
    for (const listener of listeners) listener(change);
  };
  const calls: ApiCall[] = [];
  const deliveries: Delivery[] = [];
  const faults = createFaults();
  const rateLimits = createRateLimits(clock, options.rateLimits ?? false);
  let callTimeMs = 0;
  let granted = manifest;
  let requestUrl = options.requestUrl;
  let listening: Listening | undefined;

  const workspace = createWorkspace({
    clock,
    newId,
    state: options.state ?? exampleWorkspace(),
    onChange: () => changed('workspace'),
  });
  const apps = createConfiguredApps({
    configurationToken: options.configurationToken,
    newId,
    teamId: () => workspace.state.team.id,
  });
  const deliverer = createDeliverer({
    clock,
    fetch,
    signingSecret,
    deadlineMs,
    newId,
    requestUrl: () => requestUrl,
    onDelivery(delivery) {
      if (!deliveries.includes(delivery)) deliveries.push(delivery);
      changed('delivery');
    },
  });
  const origin = () => {
    if (listening === undefined) throw new Error('Slack has not been started');
    return listening.origin;
  };
  const responseUrl = (id: string) => seenAs(origin()) + responseUrlPath(id);
  const onCall = (call: ApiCall) => {
    calls.push(call);
    changed('call');
  };

  const app = new Hono<{ Bindings: HttpBindings }>();
  app.use((context, next) =>
    isOwnCaller(context.env.incoming) ? next() : Promise.resolve(context.text(FOREIGN_CALLER, 403)),
  );
  app.route(
    '/',
    createWebApi({
      workspace,
      botToken,
      get manifest() {
        return granted;
      },
      apps,
      faults,
      rateLimits,
      callTimeMs: () => callTimeMs,
      onCall,
    }),
  );
  app.route('/', createResponseUrlServer(workspace, faults));
  app.route('/', createUploadServer(workspace));

  return {
    get url() {
      return `${origin()}/api/`;
    },
    async start() {
      listening ??= await listen(app, port);
    },
    async stop() {
      deliverer.stop();
      const open = listening;
      listening = undefined;
      if (open !== undefined) await close(open);
    },
    setCallTime(ms) {
      callTimeMs = ms;
    },
    setRequestUrl(url) {
      requestUrl = url;
    },
    client: createSlackClient({ workspace, manifest, deliverer, responseUrl }),
    workspace,
    calls,
    deliveries,
    faults,
    rateLimits,
    apps,
    install(appId) {
      const app = apps.all.find(({ id }) => id === appId);
      if (app === undefined) throw new Error(`There is no app ${appId}`);
      granted = installedManifest(app.manifest, manifest);
      workspace.state.app.id = appId;
      workspace.changed();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
