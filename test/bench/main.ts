import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startPeers } from '../support/fast-peers.ts';
import { buildMeasured, buildRival, builtFunction } from './bundles.ts';
import { recordDeliveries } from './deliveries.ts';
import { measureFar } from './far.ts';
import type { Figures } from './figures.ts';
import { measurePage } from './page.ts';
import { report, targets } from './report.ts';
import { measureRequest } from './request-way.ts';
import { measureCommands, measureImports } from './runs.ts';

/*
 * `npm run bench`: measures, prints, and writes docs/performance.md. With `--runs 3` it is quick and
 * writes nothing: a page holds medians of at least 15 cold processes. `--warm-runs` says how many of
 * them go on with warm commands, which is most of the time.
 */

const LEAST_RUNS = 15;
const WARM_COMMANDS = 1_000;
const PAGE = fileURLToPath(new URL('../../docs/performance.md', import.meta.url));

const count = { type: 'string', default: `${LEAST_RUNS}` } as const;
const { values } = parseArgs({ options: { runs: count, 'warm-runs': count } });
const runs = Number(values.runs);
const warmRuns = Number(values['warm-runs']);
if (![runs, warmRuns].every((each) => Number.isInteger(each) && each > 0))
  throw new Error('--runs and --warm-runs take whole numbers');

const folder = await mkdtemp(join(tmpdir(), 'doo-repush-bench-'));
const peers = await startPeers();
try {
  const page = report(await measure());
  process.stdout.write(page);
  if (runs >= LEAST_RUNS) {
    await writeFile(PAGE, page);
    execFileSync('biome', ['format', '--write', PAGE], { stdio: 'inherit' });
  } else process.stderr.write(`Not written: a page holds at least ${LEAST_RUNS} runs.\n`);
} finally {
  await peers.stop();
  await rm(folder, { recursive: true });
}

async function measure(): Promise<Figures> {
  const [loadAverage = 0] = loadavg();
  const certificateFile = join(folder, 'certificate.pem');
  await writeFile(certificateFile, peers.cert);
  const options = {
    script: await buildMeasured(folder),
    urls: { slack: `${peers.url}/api/`, aws: peers.url },
    certificateFile,
    runs,
    warmRuns,
    warmCommands: WARM_COMMANDS,
    say: (line: string) => process.stderr.write(`${line}\n`),
  };
  const bundles = {
    ours: builtFunction('slack'),
    bolt: await buildRival('bolt', folder),
    slackEdge: await buildRival('slack-edge', folder),
  };
  const [ours, bolt, slackEdge] = await measureCommands(Object.values(bundles), options);
  const others = [builtFunction('repush'), builtFunction('worker')];
  const [repush, worker] = await measureImports(others, options);
  if (!ours || !bolt || !slackEdge || !repush || !worker) throw new Error('Not all was measured');
  const figures: Figures = {
    date: new Date().toISOString().slice(0, 10),
    node: process.versions.node,
    machine: `${availableParallelism()} cores of ${cpus()[0]?.model.trim()}`,
    loadAverage,
    runs,
    warmRuns,
    warmCommands: WARM_COMMANDS,
    ours,
    bolt,
    slackEdge,
    repush,
    worker,
    far: await measureFar(bundles, await recordDeliveries(), peers, options),
    request: await measureRequest(),
    page: await measurePage(),
  };
  const missed = targets(figures).filter(({ isReached }) => !isReached);
  for (const { name, value, limit } of missed)
    process.stderr.write(`Not reached: ${name}: ${value.toFixed(2)}, at most ${limit}\n`);
  return figures;
}
