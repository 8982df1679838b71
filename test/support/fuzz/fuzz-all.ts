import type { FuzzReport, FuzzTarget } from './target.ts';

/** An input that takes longer would block a process that must respond to Slack within 3 s. */
const SLOW_MS = 1_000;

export interface FuzzSummary {
  readonly runs: number;
  /** The longest time that one input took, and its target. */
  readonly slowest: { readonly ms: number; readonly name: string };
  readonly faults: readonly { readonly what: string; readonly reproduce: string }[];
}

/** Fuzzes all targets in turn, with an equal share of the time for each. */
export async function fuzzAll(
  targets: readonly FuzzTarget[],
  bounds: { readonly seed: number; readonly numRuns: number; readonly totalMs: number },
): Promise<FuzzSummary> {
  const { seed, numRuns, totalMs } = bounds;
  const reports: (FuzzReport & { name: string })[] = [];
  for (const target of targets)
    reports.push({
      name: target.name,
      ...(await target.check({ seed, numRuns, timeLimitMs: totalMs / targets.length })),
    });
  const faults = reports.flatMap(({ name, fault, slowestMs }) => [
    ...(fault === undefined ? [] : [fault]),
    ...(slowestMs <= SLOW_MS
      ? []
      : [
          {
            what: `${name}: one input took ${Math.round(slowestMs)} ms`,
            reproduce: `seed ${seed}`,
          },
        ]),
  ]);
  return {
    runs: reports.reduce((sum, { runs }) => sum + runs, 0),
    slowest: reports
      .map(({ name, slowestMs: ms }) => ({ ms, name }))
      .reduce((slowest, each) => (each.ms > slowest.ms ? each : slowest)),
    faults,
  };
}
