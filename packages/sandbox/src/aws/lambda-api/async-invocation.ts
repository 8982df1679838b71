import type { Clock } from '../../clock.ts';
import type { Activity } from '../durable/activity.ts';
import type { InvocationResult } from '../functions/function-host.ts';

/** Lambda's delays before the second and third attempts (AWS docs: asynchronous errors). */
const RETRY_DELAYS_MS = [60_000, 120_000];

/** Accepts an invocation and returns at once; its result is discarded. */
export interface AsyncInvoker {
  invoke(run: (attempt: number) => Promise<InvocationResult>): void;
  /** Starts no further attempt. */
  stop(): void;
}

/** Runs each invocation once, and up to twice more if it fails. */
export function createAsyncInvoker(clock: Clock, activity: Activity): AsyncInvoker {
  let stopped = false;

  async function attempt(
    run: (attempt: number) => Promise<InvocationResult>,
    count: number,
  ): Promise<void> {
    const result = await run(count);
    const delayMs = RETRY_DELAYS_MS[count - 1];
    if (result.ok || delayMs === undefined || stopped) return;
    clock.at(clock.now() + delayMs, () => {
      if (!stopped) void activity.run(() => attempt(run, count + 1));
    });
  }

  return {
    invoke: (run) => void activity.run(() => attempt(run, 1)),
    stop() {
      stopped = true;
    },
  };
}
