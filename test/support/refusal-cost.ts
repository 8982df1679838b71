import type { Sandbox } from '@doo-repush/sandbox/sandbox';

/** The CPU time that any refusal by the slack function may take. */
export const MAX_REFUSAL_CPU_MS = 10;
/** A process compiles code on its first use, and collects garbage at any time. */
const TIMES = 5;

export interface Refusal {
  readonly statusCode: unknown;
  /** CPU time of the function's process, the minimum of several attempts. */
  readonly cpuMs: number;
}

/** Has the slack function refuse an event several times, as in a flood. */
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
