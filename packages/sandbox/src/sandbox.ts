import { join } from 'node:path';
import * as z from 'zod';
import manifest from '../../../manifest.json' with { type: 'json' };
import {
  createFunctionHost,
  type FunctionHost,
  type FunctionLog,
} from './aws/functions/function-host.ts';
import type { startFunctionProcess } from './aws/functions/function-process.ts';
import { createFunctionUrl, type FunctionUrl } from './aws/functions/function-url.ts';
import { createLambda, type Lambda } from './aws/lambda-api/lambda.ts';
import {
  createSecretsManager,
  type SecretsManager,
} from './aws/secrets-manager/secrets-manager.ts';
import { createClock, type MovableClock } from './clock.ts';
import type { LimitSettings } from './doo/api/limits.ts';
import { createDoo, type Doo } from './doo/doo.ts';
import { parseDooSnapshot } from './doo/snapshot.ts';
import { functionSettings, SECRET_IDS, slackSecret } from './function-settings.ts';
import { createSlack, type Slack } from './slack/slack.ts';
import { isWorkspaceState } from './slack/workspace/model.ts';
import { createStateFile, type StateFile } from './state-file.ts';
import { TIME_LIMITS_MS } from './time-limits.ts';

const FUNCTIONS = ['slack', 'repush', 'worker', 'lookup'] as const;
type FunctionName = (typeof FUNCTIONS)[number];
export type PeerName = 'slack' | 'lambda' | 'secrets' | 'doo' | 'doo_graphql';

export interface SandboxOptions {
  /** The folder with `<function>/index.mjs`, as `npm run build` writes it. */
  readonly distDir: string;
  /** Where state is persisted; kept in memory when absent. */
  readonly stateDir?: string;
  readonly clock?: MovableClock;
  /** Webhooks are sent this many times faster than by the real doo. */
  readonly timeFactor?: number;
  readonly dooLimits?: Partial<LimitSettings>;
  /** A function's maximum number of processes, its reserved concurrency; 4 by default. */
  readonly maxProcesses?: Partial<Readonly<Record<FunctionName, number>>>;
  /** Functions that have a process ready before their first invocation; none by default. */
  readonly provisioned?: readonly FunctionName[];
  /** Settings of the functions; they override the sandbox's own. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly onLog?: (log: FunctionLog) => void;
  /** The loopback ports on which the peers listen; free ports by default. */
  readonly ports?: Partial<Readonly<Record<PeerName, number>>>;
  /** Supplies a function's process; by default a new one on this machine. */
  readonly startProcess?: typeof startFunctionProcess;
  /** The address at which the functions reach a peer, given its origin; by default that origin. */
  readonly seenAs?: (peer: PeerName, origin: string) => string;
}

/** The whole product on one machine: the built functions between peers that speak HTTP. */
export interface Sandbox {
  readonly clock: MovableClock;
  readonly slack: Slack;
  readonly doo: Doo;
  readonly lambda: Lambda;
  readonly secrets: SecretsManager;
  readonly functionUrl: FunctionUrl;
  readonly hosts: Readonly<Record<FunctionName, FunctionHost>>;
  /** The functions' current settings. */
  environment(): Readonly<Record<string, string>>;
  /** Everything that the functions logged, line by line. */
  readonly logs: readonly FunctionLog[];
  /** Stops everything, as an orderly shutdown does; the state stays in `stateDir`. */
  stop(): Promise<void>;
}

const DURABLE = {
  executionTimeoutMs: TIME_LIMITS_MS.execution,
  invocationTimeoutMs: TIME_LIMITS_MS.repush,
};
const MAX_PROCESSES = 4;

/** Starts all peers and resumes what an earlier sandbox left in `stateDir`. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { distDir, stateDir, timeFactor = 1, settings = {}, ports = {} } = options;
  const clock = options.clock ?? createClock();
  const seen = (peer: PeerName, url: string): string => {
    const { origin } = new URL(url);
    return url.replace(origin, options.seenAs?.(peer, origin) ?? origin);
  };
  const files = new Map<string, StateFile>();
  const file = (name: string, snapshot: () => unknown) => {
    const made =
      stateDir === undefined ? undefined : createStateFile(join(stateDir, name), snapshot);
    if (made !== undefined) files.set(name, made);
    return made;
  };

  const clockFile = file('clock.json', () => ({ offsetMs: clock.offsetMs }));
  if (clockFile !== undefined) {
    clock.advance(offsetOf(await clockFile.read()) - clock.offsetMs);
  }
  clock.onAdvance(() => clockFile?.changed());

  const secrets = createSecretsManager({ clock, ...portOf(ports.secrets) });
  const secret = slackSecret();
  const slackFile = file('slack.json', () => slack.workspace.snapshot());
  const slackState = await slackFile?.read();
  const slack = createSlack({
    clock,
    signingSecret: secret.signingSecret,
    botToken: secret.botToken,
    manifest: withCommand(settings.COMMAND),
    ...portOf(ports.slack),
    seenAs: (origin) => seen('slack', origin),
    ...(isWorkspaceState(slackState) && { state: slackState }),
  });
  slack.onChange((change) => change === 'workspace' && slackFile?.changed());

  const dooFile = file('doo.json', () => doo.snapshot());
  const dooState = await dooFile?.read();
  const doo = createDoo({
    clock,
    timeFactor,
    ...(dooState !== undefined && { state: parseDooSnapshot(dooState) }),
    ...(options.dooLimits && { limits: options.dooLimits }),
    ports: { rest: ports.doo ?? 0, graphql: ports.doo_graphql ?? 0 },
  });
  doo.onChange(() => dooFile?.changed());

  const logs: FunctionLog[] = [];
  const onLog = (log: FunctionLog) => {
    logs.push(log);
    options.onLog?.(log);
  };
  const env = () => ({
    ...functionSettings({
      slackApiUrl: seen('slack', slack.url),
      lambdaUrl: seen('lambda', lambda.url),
      secretsManagerUrl: seen('secrets', secrets.url),
    }),
    ...settings,
  });
  const hostOf = (name: FunctionName) =>
    createFunctionHost({
      name,
      bundlePath: join(distDir, name, 'index.mjs'),
      env,
      clock,
      timeoutMs: TIME_LIMITS_MS[name],
      maxProcesses: options.maxProcesses?.[name] ?? MAX_PROCESSES,
      onLog,
      ...(options.startProcess && { startProcess: options.startProcess }),
    });
  const hosts = {
    slack: hostOf('slack'),
    repush: hostOf('repush'),
    worker: hostOf('worker'),
    lookup: hostOf('lookup'),
  };
  const lambda = createLambda({
    clock,
    ...portOf(ports.lambda),
    ...(stateDir !== undefined && { stateFile: join(stateDir, 'executions.json') }),
    functions: {
      slack: { host: hosts.slack, environment: env, url: () => functionUrl.url },
      repush: { host: hosts.repush, durable: DURABLE, environment: env },
      worker: { host: hosts.worker, environment: env },
      lookup: { host: hosts.lookup, environment: env },
    },
    statusRule: { of: 'repush', statuses: ['FAILED', 'STOPPED', 'TIMED_OUT'], target: 'worker' },
  });
  const functionUrl = createFunctionUrl({ host: hosts.slack, clock });

  await Promise.all([secrets.start(), slack.start(), doo.start(), functionUrl.start()]);
  secrets.set(SECRET_IDS.slack, secret);
  const dooSecret = doo.secret();
  secrets.set(SECRET_IDS.doo, {
    ...dooSecret,
    restUrl: seen('doo', dooSecret.restUrl),
    graphqlUrl: seen('doo_graphql', dooSecret.graphqlUrl),
  });
  secrets.set(SECRET_IDS.organizations, { organizations: dooSecret.organizations });
  slack.setRequestUrl(functionUrl.url);
  await lambda.start();
  await Promise.all((options.provisioned ?? []).map((name) => hosts[name].provision()));

  return {
    clock,
    slack,
    doo,
    lambda,
    secrets,
    functionUrl,
    hosts,
    environment: env,
    logs,
    async stop() {
      await functionUrl.stop();
      await lambda.stop();
      await Promise.all(FUNCTIONS.map((name) => hosts[name].stop()));
      await Promise.all([slack.stop(), doo.stop(), secrets.stop()]);
      await Promise.all([...files.values()].map((each) => each.flush()));
    },
  };
}

function portOf(port: number | undefined): { port?: number } {
  return port === undefined ? {} : { port };
}

function offsetOf(state: unknown): number {
  return z.object({ offsetMs: z.number() }).safeParse(state).data?.offsetMs ?? 0;
}

/** The app's manifest, with the command that the functions are configured for. */
function withCommand(command: string | undefined) {
  if (command === undefined) return manifest;
  const { features } = manifest;
  const commands = features.slash_commands.map((each) => ({ ...each, command }));
  return { ...manifest, features: { ...features, slash_commands: commands } };
}
