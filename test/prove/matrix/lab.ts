import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { SECRET_IDS } from '@doo-repush/sandbox/function-settings';
import { type PeerName, type Sandbox, startSandbox } from '@doo-repush/sandbox/sandbox';
import { askedOf } from './calls.ts';
import type { Certificates } from './certificates.ts';
import { type Fault, inflict, send } from './fault.ts';
import { type Arrival, type Exchange, type FaultyPeer, startFaultyPeer } from './faulty-peer.ts';

/** One call of a function, as a recording keeps it. */
export interface Seen {
  /** Unique within one run: `slack chat.update 2`. */
  readonly key: string;
  readonly operation: string;
  readonly detail: string;
  /** How many invocations of the run had ended before it. */
  readonly ended: number;
}

/** A fault, and the call of a recorded run that it meets first. */
export interface Plan {
  readonly fault: Fault;
  readonly call: Seen;
  /** The call before it, whose answer an outage follows; none for the first of a run. */
  readonly after: string | undefined;
  /** Whether later calls of the same operation meet it as well, until somebody heals it. */
  readonly lasts: boolean;
}

/** The whole product between peers that can be made to fail at the wire, one run at a time. */
export interface Lab {
  readonly sandbox: Sandbox;
  /** The calls of the present run, in the order in which they came in. */
  readonly calls: readonly Seen[];
  /** How often the fault of the present run has been met. */
  readonly hits: number;
  /** Begins a run: nothing is kept in any cache, and the doo secret has been rotated. */
  begin(plan?: Plan): Promise<void>;
  /** Ends the fault of the run. */
  heal(): Promise<void>;
  /** Ends when the slack function has: on a busy machine it goes on after Slack has given it up. */
  answered(): Promise<void>;
  /** To be called whenever the functions have nothing to do: an outage that does not last ends. */
  quiet(): Promise<void>;
  stop(): Promise<void>;
}

const PEERS: readonly PeerName[] = ['slack', 'lambda', 'secrets', 'doo', 'doo_graphql'];
const DIST = fileURLToPath(new URL('../../../dist', import.meta.url));
const RESOLVER = new URL('./resolver.mjs', import.meta.url).href;
/** Longer than anything is kept, and than a request counts as an earlier one of the same kind. */
const BETWEEN_RUNS_MS = 50 * 3_600_000;
/** Later calls that a lasting fault meets at most: an execution that fails for good has an end too. */
const MOST_HITS = 12;
const ANSWERED_POLL_MS = 5;
const LASTING_OUTAGE_MS = 2 * 3_600_000;

/** Operations that only the workflow calls, and only the slack function: who is to be killed. */
const OF_WORKFLOW =
  /^lambda (Checkpoint|GetState)|^doo init|^slack (chat\.update|conversations\.replies)/;
const OF_SLACK = /^lambda (Invoke|Callback)|^slack (views\.|response_url)/;

export async function startLab(
  certificates: Certificates,
  settings: Readonly<Record<string, string>> = {},
): Promise<Lab> {
  const dir = mkdtempSync(join(tmpdir(), 'lab-'));
  const resolverDown = join(dir, 'resolver-down');
  const doors = new Map<PeerName, FaultyPeer>();
  let plan: Plan | undefined;
  let calls: Seen[] = [];
  let counts = new Map<string, number>();
  let hits = 0;
  let outageSinceMs: number | undefined;
  let ended = 0;

  async function deal(arrival: Arrival, exchange: Exchange): Promise<void> {
    const { pass, response, cut } = exchange;
    const { operation, detail } = askedOf(arrival);
    const nth = (counts.get(operation) ?? 0) + 1;
    counts.set(operation, nth);
    const key = `${operation} ${nth}`;
    calls.push({ key, operation, detail, ended });
    try {
      if (plan !== undefined && meets(plan, key, operation)) {
        hits += 1;
        if (plan.fault.kind === 'kill') await kill(plan.fault.acts, operation, exchange);
        else if (plan.fault.kind !== 'outage') await inflict(plan.fault, exchange);
        return;
      }
      const reply = await pass();
      if (plan?.after === key) await beginOutage(plan, response);
      send(response, reply);
    } catch {
      cut();
    }
  }

  function meets({ fault, call, lasts }: Plan, key: string, operation: string): boolean {
    if (fault.kind === 'outage') return false;
    if (key === call.key) return true;
    return lasts && hits > 0 && hits < MOST_HITS && call.operation === operation;
  }

  async function beginOutage({ fault, call }: Plan, response?: ServerResponse): Promise<void> {
    if (fault.kind !== 'outage') return;
    hits += 1;
    outageSinceMs = sandbox.clock.now();
    response?.setHeader('connection', 'close');
    const door = doors.get(peerOf(call.key));
    if (fault.outage === 'names') writeFileSync(resolverDown, '');
    await door?.goAway(fault.outage === 'names' ? undefined : fault.outage, response);
  }

  async function kill(acts: boolean, operation: string, { pass, cut }: Exchange): Promise<void> {
    if (acts) await pass();
    await Promise.all(victims(operation).map((host) => host.killAll()));
    cut();
  }

  /** Whoever may have called: a function that has nothing to do loses nothing by it. */
  function victims(operation: string) {
    const { slack, repush, worker } = sandbox.hosts;
    if (OF_WORKFLOW.test(operation)) return [repush, worker];
    const isAnswering = sandbox.slack.deliveries.some(({ durationMs }) => durationMs === null);
    if (isAnswering) return [slack];
    return OF_SLACK.test(operation) ? [slack, worker] : [repush, worker];
  }

  for (const peer of PEERS) doors.set(peer, await startFaultyPeer(peer, certificates, deal));
  const sandbox = await startSandbox({
    distDir: DIST,
    timeFactor: 1e-6,
    dooLimits: { perSecond: null, perDay: null },
    seenAs(peer, origin) {
      const door = doors.get(peer);
      if (door === undefined) throw new Error(`There is no door to ${peer}`);
      door.target = origin;
      return door.origin;
    },
    settings: {
      DOO_CALL_INTERVAL_MS: '0',
      MAX_OPEN_REQUESTS: '1000',
      NODE_EXTRA_CA_CERTS: certificates.trustPath,
      NODE_OPTIONS: `--import=${RESOLVER}`,
      RESOLVER_DOWN: resolverDown,
      ...settings,
    },
  });
  sandbox.lambda.onInvocation(() => {
    ended += 1;
  });
  const counted = new Set<string>();
  sandbox.slack.onChange((change) => {
    const last = change === 'delivery' ? sandbox.slack.deliveries.at(-1) : undefined;
    if (last === undefined || last.durationMs === null || counted.has(last.id)) return;
    counted.add(last.id);
    ended += 1;
  });
  const dooSecret = sandbox.secrets.text(SECRET_IDS.doo);
  let rotations = 0;

  async function heal(): Promise<void> {
    plan = undefined;
    outageSinceMs = undefined;
    rmSync(resolverDown, { force: true });
    for (const door of doors.values()) await door.comeBack();
  }

  return {
    sandbox,
    get calls() {
      return calls;
    },
    get hits() {
      return hits;
    },
    async begin(next) {
      await heal();
      await sandbox.lambda.idle();
      sandbox.clock.advance(BETWEEN_RUNS_MS);
      await sandbox.lambda.idle();
      rotations += 1;
      sandbox.secrets.set(SECRET_IDS.doo, `${dooSecret}${' '.repeat(rotations % 1000)}`);
      calls = [];
      counts = new Map();
      hits = 0;
      ended = 0;
      plan = next;
      if (next !== undefined && next.after === undefined) await beginOutage(next);
    },
    heal,
    async answered() {
      while (sandbox.hosts.slack.stats().running > 0) await pause(ANSWERED_POLL_MS);
    },
    async quiet() {
      if (outageSinceMs === undefined || plan === undefined) return;
      const isOver = plan.lasts
        ? sandbox.clock.now() >= outageSinceMs + LASTING_OUTAGE_MS
        : ended > plan.call.ended;
      if (isOver) await heal();
    },
    async stop() {
      await heal();
      await sandbox.stop();
      for (const door of doors.values()) await door.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

function peerOf(key: string): PeerName {
  const [first = '', second = ''] = key.split(' ');
  if (first === 'doo' && second === 'graphql') return 'doo_graphql';
  const peer = PEERS.find((each) => each === first);
  if (peer === undefined) throw new Error(`No peer answers ${key}`);
  return peer;
}
