import type { Sandbox } from '@doo-repush/sandbox/sandbox';

/** What any refusal of the slack function may cost. */
export const MAX_REFUSAL_CPU_MS = 10;
/** A process compiles what it does for the first time, and collects garbage at times of its own. */
const TIMES = 5;

export interface Refusal {
  readonly statusCode: unknown;
  /** Processor time of the function's process, the least of some times. */
  readonly cpuMs: number;
}

/** Has the slack function refuse an event several times, as a flood does. */
export async function refusalOf(
  sandbox: Sandbox,
  eventAt: (nowMs: number) => unknown,
): Promise<Refusal> {
  let statusCode: unknown;
  let cpuMs = Number.POSITIVE_INFINITY;
  for (let time = 0; time < TIMES; time++) {
    const result = await sandbox.hosts.slack.invoke(eventAt(sandbox.clock.now()));
    if (!result.ok) throw new Error(`The function failed: ${result.errorType}`);
    if (result.cpuMs === undefined) throw new Error('No process tells what the answer cost');
    statusCode = Object(result.payload).statusCode;
    cpuMs = Math.min(cpuMs, result.cpuMs);
  }
  return { statusCode, cpuMs };
}
