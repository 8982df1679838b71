import { type Link, startLink, tripsInARow } from '../support/delayed-network.ts';
import type { Peers } from '../support/fast-peers.ts';
import type { Bundle } from './bundles.ts';
import type { Deliveries } from './deliveries.ts';
import type { Away, FarFigures } from './figures.ts';
import { COMMAND, deliver, type RunOptions } from './runs.ts';
import { median } from './statistics.ts';

/** To Slack and back, and to an AWS service of the region and back. */
export const ROUND_TRIPS_MS = { slack: 100, aws: 5 } as const;

export interface FarBundles {
  readonly ours: Bundle;
  readonly bolt: Bundle;
  readonly slackEdge: Bundle;
}

/** Slack and AWS as if they were elsewhere. */
export interface Far {
  readonly slack: Link;
  readonly aws: Link;
  stop(): Promise<void>;
}

/** Puts the delays of a network before the peers. */
export async function startFar({ port }: Peers): Promise<Far> {
  const slack = await startLink(port, ROUND_TRIPS_MS.slack);
  const aws = await startLink(port, ROUND_TRIPS_MS.aws);
  return {
    slack,
    aws,
    async stop() {
      await slack.stop();
      await aws.stop();
    },
  };
}

export type FarOptions = Pick<RunOptions, 'script' | 'certificateFile'>;

/** The first delivery to a new process: how long it took, and what went over the network. */
export async function deliverFar(
  bundle: Bundle,
  body: string,
  { slack, aws }: Far,
  options: FarOptions,
): Promise<Away> {
  slack.forget();
  aws.forget();
  const urls = { slack: urlOf(slack, '/api/'), aws: urlOf(aws) };
  const { importMs, firstAnswerMs } = await deliver(bundle, body, { ...options, urls });
  return {
    answeredMs: importMs + firstAnswerMs,
    slackConnections: slack.connections,
    slackTrips: tripsInARow(slack.trips),
    awsConnections: aws.connections,
    awsTrips: tripsInARow(aws.trips),
  };
}

interface Lane {
  readonly bundle: Bundle;
  readonly body: string;
  readonly measured: Away[];
}

/** Measures first deliveries to new processes over the delays of a network, the lanes in turns. */
export async function measureFar(
  { ours, bolt, slackEdge }: FarBundles,
  { submission, approval }: Deliveries,
  peers: Peers,
  options: Omit<RunOptions, 'urls'>,
): Promise<FarFigures> {
  const far = await startFar(peers);
  const lane = (bundle: Bundle, body: string): Lane => ({ bundle, body, measured: [] });
  const lanes = {
    command: lane(ours, COMMAND),
    boltCommand: lane(bolt, COMMAND),
    slackEdgeCommand: lane(slackEdge, COMMAND),
    approval: lane(ours, approval),
    submission: lane(ours, submission),
  };
  try {
    for (let turn = 1; turn <= options.runs; turn++) {
      options.say(`far run ${turn} of ${options.runs}`);
      for (const { bundle, body, measured } of Object.values(lanes))
        measured.push(await deliverFar(bundle, body, far, options));
    }
  } finally {
    await far.stop();
  }
  return {
    command: middle(lanes.command),
    boltCommand: middle(lanes.boltCommand),
    slackEdgeCommand: middle(lanes.slackEdgeCommand),
    approval: middle(lanes.approval),
    submission: middle(lanes.submission),
  };
}

function middle({ measured }: Lane): Away {
  const of = (value: (each: Away) => number) => median(measured.map(value));
  return {
    answeredMs: of(({ answeredMs }) => answeredMs),
    slackConnections: of(({ slackConnections }) => slackConnections),
    slackTrips: of(({ slackTrips }) => slackTrips),
    awsConnections: of(({ awsConnections }) => awsConnections),
    awsTrips: of(({ awsTrips }) => awsTrips),
  };
}

function urlOf({ port }: Link, path = ''): string {
  return `https://127.0.0.1:${port}${path}`;
}
