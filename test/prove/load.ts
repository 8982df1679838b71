import type { Proof, Violation } from './frame/proof.ts';
import { decideAfterRestart } from './load/restart.ts';
import { measureWarm, type WarmFigures } from './load/warm.ts';

/** Slack waits 3 s; the handler must stay well below while one instance serves everybody. */
export const SLOWEST_P99_MS = 1_000;
/** How much a process may grow beyond its warm state, for caches and fluctuations of the heap. */
export const MOST_GROWTH_MB = 40;

/** A thousand commands and a thousand clicks per minute, and two hundred requests across a restart. */
export const proof: Proof = {
  title: 'load on one warm instance, and a restart with many waiting',
  limitMs: { quick: 4 * 60_000, whole: 15 * 60_000 },
  async run({ quick, startProduct }) {
    const sandbox = await startProduct();
    const plan = quick ? { seconds: 15, deliveries: 1_000 } : { seconds: 60, deliveries: 10_000 };
    const warm = await measureWarm(sandbox, plan);
    const { requests, resumeSeconds, violations } = await decideAfterRestart(
      quick ? 40 : 200,
      startProduct,
    );
    return {
      counts: { deliveries: warm.deliveries, waiting: requests },
      violations: [...violations, ...breachesOf(warm)],
      notes: [
        `p99 command ${warm.commandP99Ms.toFixed(0)} ms, click ${warm.clickP99Ms.toFixed(0)} ms`,
        `memory ${warm.warmMb.toFixed(0)} MB warm, ${warm.endMb.toFixed(0)} MB at the end`,
        `decided in ${resumeSeconds.toFixed(0)} s after the restart`,
      ],
    };
  },
};

function breachesOf(figures: WarmFigures): readonly Violation[] {
  const { failed, commandP99Ms, clickP99Ms, warmMb, endMb } = figures;
  const slowestMs = Math.max(commandP99Ms, clickP99Ms);
  const found = [
    ...(failed > 0 ? [`${failed} deliveries were not answered well`] : []),
    ...(slowestMs > SLOWEST_P99_MS ? [`the 99th percentile is ${slowestMs.toFixed(0)} ms`] : []),
    ...(endMb - warmMb > MOST_GROWTH_MB
      ? [`memory grew by ${(endMb - warmMb).toFixed(0)} MB`]
      : []),
  ];
  return found.map((what) => ({ promise: 'lost', what, reproduce: 'the warm instance' }));
}
