import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Peers, startPeers } from '../support/fast-peers.ts';
import { buildMeasured, builtFunction } from './bundles.ts';
import { type Deliveries, recordDeliveries } from './deliveries.ts';
import { deliverFar, type Far, type FarOptions, startFar } from './far.ts';
import { COMMAND } from './runs.ts';

/** A loaded machine adds trips in a row where two that go side by side do not meet, and takes none away. */
const TRIES = 3;

let folder: string;
let peers: Peers;
let far: Far;
let options: FarOptions;
let deliveries: Deliveries;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doo-repush-far-'));
  peers = await startPeers();
  far = await startFar(peers);
  const certificateFile = join(folder, 'certificate.pem');
  await writeFile(certificateFile, peers.cert);
  options = { script: await buildMeasured(folder), certificateFile };
  deliveries = await recordDeliveries();
}, 60_000);

afterAll(async () => {
  await far.stop();
  await peers.stop();
  await rm(folder, { recursive: true });
});

async function fewestTrips(body: string) {
  const all = [];
  for (let attempt = 0; attempt < TRIES; attempt++)
    all.push(await deliverFar(builtFunction('slack'), body, far, options));
  return {
    slack: Math.min(...all.map(({ slackTrips }) => slackTrips)),
    slackConnections: Math.min(...all.map(({ slackConnections }) => slackConnections)),
    aws: Math.min(...all.map(({ awsTrips }) => awsTrips)),
    awsConnections: Math.min(...all.map(({ awsConnections }) => awsConnections)),
  };
}

describe('the first delivery to a new process', () => {
  it('opens the form four trips to Slack after its start: TCP, TLS, who may ask, the form', async () => {
    expect(await fewestTrips(COMMAND)).toEqual({
      slack: 4,
      slackConnections: 2,
      aws: 4,
      awsConnections: 1,
    });
  });

  it('takes an approval three trips to Slack after its start, and then calls Lambda', async () => {
    expect(await fewestTrips(deliveries.approval)).toMatchObject({ slack: 3, awsConnections: 2 });
  });

  it('takes a submission three trips to Slack after its start, and then calls Lambda', async () => {
    expect(await fewestTrips(deliveries.submission)).toMatchObject({ slack: 3, awsConnections: 2 });
  });
});
