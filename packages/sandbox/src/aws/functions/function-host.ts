import { randomUUID } from 'node:crypto';
import type { MovableClock } from '../../clock.ts';
import {
  functionArn,
  functionEnvironment,
  type InitializationType,
  MEMORY_LIMIT_MB,
} from './function-environment.ts';
import {
  type FunctionLog,
  type FunctionProcess,
  startFunctionProcess,
} from './function-process.ts';

export type { FunctionLog } from './function-process.ts';

export type InvocationResult =
  | {
      ok: true;
      payload: unknown;
      durationMs: number;
      cold: boolean;
      /** CPU time of the process from event to response, where it can be measured. */
      cpuMs?: number;
    }
  | {
      ok: false;
      errorType: string;
      errorMessage: string;
      reason: 'function_error' | 'timeout' | 'crash';
      durationMs: number;
      cold: boolean;
    };

export interface InvocationOptions {
  invokedFunctionArn?: string;
  /** Overrides the host's own timeout, in milliseconds. */
  timeoutMs?: number;
}

export interface FunctionHostOptions {
  name: string;
  /** An ES module that exports `handler`. */
  bundlePath: string;
  /** Read again for each process, so that it may name peers that start later. */
  env: Record<string, string> | (() => Record<string, string>);
  clock: MovableClock;
  /** How long one invocation may run, in real milliseconds. */
  timeoutMs: number;
  /** Invocations beyond this many wait in line. */
  maxProcesses: number;
  onLog: (log: FunctionLog) => void;
  /** Supplies a process; by default a new one on this machine. */
  startProcess?: typeof startFunctionProcess;
}

/** Runs one built function in its own processes, each with one invocation at a time, as Lambda does. */
export interface FunctionHost {
  /** Never rejects. `cold` is true for the first invocation of a process. */
  invoke(event: unknown, options?: InvocationOptions): Promise<InvocationResult>;
  /**
   * Readies one process before the first invocation, as provisioned concurrency does (AWS docs: Lambda
   * provisioned concurrency). A bundle that cannot be imported fails that first invocation.
   */
  provision(): Promise<void>;
  /** Kills every process at once; invocations in them end as crashes, waiting ones proceed. */
  killAll(): Promise<void>;
  /** Kills every process; waiting and later invocations end as crashes. */
  stop(): Promise<void>;
  /**
   * `crashes` counts processes that ended without `stop` or `killAll`; `running` counts invocations
   * that are running or waiting for a process right now.
   */
  stats(): { coldStarts: number; invocations: number; crashes: number; running: number };
}

interface Slot {
  process: FunctionProcess;
  used: boolean;
}

/** Starts no process before the first invocation, except through `provision`. */
export function createFunctionHost(options: FunctionHostOptions): FunctionHost {
  const { name, bundlePath, clock, maxProcesses, onLog } = options;
  const { startProcess = startFunctionProcess } = options;
  const all = new Set<Slot>();
  const free: Slot[] = [];
  const waiting: ((slot: Slot | undefined) => void)[] = [];
  const killed = new Set<Slot>();
  const counts = { coldStarts: 0, invocations: 0, crashes: 0, running: 0 };
  let stopped = false;
  const stopListening = clock.onAdvance((offsetMs) => {
    for (const slot of all) slot.process.setOffset(offsetMs);
  });

  function startSlot(initialization: InitializationType = 'on-demand'): Slot {
    const logStreamName = `${randomUUID().replaceAll('-', '')}`;
    const { env: given, timeoutMs } = options;
    const env = typeof given === 'function' ? given() : given;
    const process = startProcess({
      settings: {
        bundlePath,
        functionName: name,
        memoryLimitMb: MEMORY_LIMIT_MB,
        logGroupName: `/aws/lambda/${name}`,
        logStreamName,
        offsetMs: clock.offsetMs,
      },
      env: functionEnvironment({ name, bundlePath, timeoutMs, logStreamName, initialization, env }),
      onLog,
    });
    const slot = { process, used: false };
    all.add(slot);
    void process.ended.then(() => remove(slot));
    return slot;
  }

  function remove(slot: Slot): void {
    all.delete(slot);
    const index = free.indexOf(slot);
    if (index >= 0) free.splice(index, 1);
    if (!killed.delete(slot)) counts.crashes += 1;
    if (!stopped && all.size < maxProcesses) waiting.shift()?.(startSlot());
  }

  function acquire(): Promise<Slot | undefined> {
    const slot = free.pop() ?? (all.size < maxProcesses ? startSlot() : undefined);
    if (slot !== undefined) return Promise.resolve(slot);
    return new Promise((resolve) => waiting.push(resolve));
  }

  function release(slot: Slot): void {
    if (!all.has(slot)) return;
    const next = waiting.shift();
    if (next === undefined) free.push(slot);
    else next(slot);
  }

  async function killAll(): Promise<void> {
    const ends = [...all].map((slot) => {
      killed.add(slot);
      return slot.process.kill();
    });
    await Promise.all(ends);
  }

  function stoppedResult(): InvocationResult {
    return {
      ok: false,
      errorType: 'Runtime.ExitError',
      errorMessage: 'The function host has stopped',
      reason: 'crash',
      durationMs: 0,
      cold: false,
    };
  }

  async function invoke(
    event: unknown,
    { invokedFunctionArn, timeoutMs }: InvocationOptions = {},
  ): Promise<InvocationResult> {
    const slot = stopped ? undefined : await acquire();
    if (slot === undefined) return stoppedResult();
    const cold = !slot.used;
    slot.used = true;
    counts.invocations += 1;
    if (cold) counts.coldStarts += 1;
    const startMs = performance.now();
    const result = await slot.process.invoke(
      event,
      invokedFunctionArn ?? functionArn(name),
      timeoutMs ?? options.timeoutMs,
    );
    const durationMs = performance.now() - startMs;
    if (result.ok || result.reason === 'function_error') release(slot);
    return { ...result, durationMs, cold };
  }

  return {
    async invoke(event, options) {
      counts.running += 1;
      try {
        return await invoke(event, options);
      } finally {
        counts.running -= 1;
      }
    },
    async provision() {
      const slot = startSlot('provisioned-concurrency');
      await slot.process.initialize();
      slot.used = true;
      release(slot);
    },
    killAll,
    async stop() {
      stopped = true;
      stopListening();
      for (const resume of waiting.splice(0)) resume(undefined);
      await killAll();
    },
    stats: () => ({ ...counts }),
  };
}
