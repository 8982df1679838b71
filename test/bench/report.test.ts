import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ASSUMED_PRICES, dollarsPerThousand } from './cost.ts';
import type { Away, FarFigures, Figures, FunctionFigures, RequestFigures } from './figures.ts';
import { report, targets } from './report.ts';
import { median, percentile } from './statistics.ts';

const page = readFileSync(
  fileURLToPath(new URL('../../docs/performance.md', import.meta.url)),
  'utf8',
);

const figures = (of: number): FunctionFigures => ({
  allBytes: of * 1_000_000,
  coldBytes: of * 100_000,
  importMs: of * 10,
  firstAnswerMs: of * 20,
  coldMs: of * 30,
  warmMedianMs: of,
  warm99thMs: of * 2,
  warmProcessorMs: of,
  memoryBytes: of * 50_000_000,
});

const request: RequestFigures = {
  invocations: {
    slack: { count: 10, totalMs: 100 },
    repush: { count: 2, totalMs: 200 },
    worker: { count: 0, totalMs: 0 },
  },
  operations: 15,
  stateBytes: 5_000,
  dooCalls: { graphql: 1, init: 1 },
};

const away: Away = {
  answeredMs: 400,
  slackConnections: 2,
  slackTrips: 4,
  awsConnections: 1,
  awsTrips: 4,
};

const far: FarFigures = {
  command: away,
  boltCommand: { ...away, answeredMs: 800 },
  slackEdgeCommand: { ...away, answeredMs: 500 },
  approval: away,
  submission: away,
};

const all: Figures = {
  date: '2030-01-01',
  node: '24.0.0',
  machine: '2 cores',
  loadAverage: 0.5,
  runs: 15,
  warmRuns: 15,
  warmCommands: 1_000,
  ours: figures(1),
  bolt: figures(4),
  slackEdge: figures(2),
  repush: figures(3),
  worker: figures(3),
  far,
  request,
  page: { messages: 200, frames: 100, frameMedianMs: 6, frame95thMs: 9, frameWorstMs: 12 },
};

/** A page without its figures, which differ between runs. */
const shapeOf = (text: string) =>
  text
    .replace(/Node [\s\S]*? at the start/, 'Node at the start')
    .replace(/\*\*no\*\*/g, 'yes')
    .replace(/[\d,.$]+/g, '#')
    .replace(/-{3,}/g, '---')
    .replace(/\s+/g, ' ');

describe('docs/performance.md', () => {
  it('is what the bench writes, apart from the figures', () => {
    expect(shapeOf(page)).toBe(shapeOf(report(all)));
  });

  it('names its command, and shows medians of at least 15 processes', () => {
    expect(page).toContain('`npm run bench`');
    const [, runs] = /median of (\d+) fresh processes/.exec(page) ?? [];
    expect(Number(runs)).toBeGreaterThanOrEqual(15);
  });
});

describe('the figures', () => {
  it('are compared with their targets', () => {
    expect(targets(all).every(({ isReached }) => isReached)).toBe(true);
    const slower = targets({ ...all, ours: figures(4) });
    expect(slower.filter(({ isReached }) => !isReached).map(({ name }) => name)).toEqual([
      'All files, of stock Bolt’s',
      'Import and first answer, of stock Bolt’s',
      'Import and first answer, of slack-edge’s',
      'Memory after the warm commands, of stock Bolt’s',
    ]);
    const further = { ...away, answeredMs: 700 };
    const away700 = targets({ ...all, far: { ...far, command: further, submission: further } });
    expect(away700.filter(({ isReached }) => !isReached).map(({ name }) => name)).toEqual([
      'Command over a network, of stock Bolt’s',
      'Command over a network, of slack-edge’s',
      'Submission over a network, of three trips to Slack',
    ]);
    const asked = targets({ ...all, request: { ...request, dooCalls: { graphql: 1, list: 2 } } });
    expect(asked.find(({ name }) => name.endsWith('others'))).toMatchObject({
      value: 2,
      limit: 1,
      isReached: false,
    });
  });

  it('convert to dollars by invocations, memory over time, operations and state', () => {
    const prices = {
      perMillionInvocations: 1,
      perGbSecond: 0,
      perMillionDurableOperations: 2,
      perGbOfStateWritten: 0,
    };
    expect(dollarsPerThousand(request, prices)).toBeCloseTo((1_000 * (12 + 30)) / 1e6, 10);
    const time = { ...prices, perMillionInvocations: 0, perMillionDurableOperations: 0 };
    const gbSeconds = (0.3 * 1_769) / 1_024;
    expect(dollarsPerThousand(request, { ...time, perGbSecond: 1 })).toBeCloseTo(
      1_000 * gbSeconds,
      6,
    );
    expect(dollarsPerThousand(request, ASSUMED_PRICES)).toBeGreaterThan(0);
  });

  it('are medians and percentiles', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(percentile([...Array(100).keys()], 0.99)).toBe(99);
    expect(percentile([], 0.5)).toBe(0);
  });
});
