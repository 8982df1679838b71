import type { FuzzReport, FuzzTarget } from './target.ts';

/** One input that takes longer than this holds up a process that must answer Slack in 3 s. */
const SLOW_MS = 1_000;

export interface FuzzSummary {
  readonly runs: number;
  /** The longest that one input took, and where. */
  readonly slowest: { readonly ms: number; readonly name: string };
  readonly faults: readonly { readonly what: string; readonly reproduce: string }[];
}

/** Fuzzes all targets, one after the other, and shares the time out evenly. */
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
