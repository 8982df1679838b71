import type { Clock } from '../../clock.ts';
import type { Activity } from '../durable/activity.ts';
import type { InvocationResult } from '../functions/function-host.ts';

/** How long Lambda waits before the second and the third attempt (AWS docs: asynchronous errors). */
const RETRY_DELAYS_MS = [60_000, 120_000];

/** Takes an invocation over and answers at once; nobody learns of its result. */
export interface AsyncInvoker {
  invoke(run: (attempt: number) => Promise<InvocationResult>): void;
  /** Starts no further attempt. */
  stop(): void;
}

/** Runs each invocation once, and up to twice more when it fails. */
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
