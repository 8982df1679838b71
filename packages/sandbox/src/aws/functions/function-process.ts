import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import type { FromRunner, RunnerSettings, ToRunner } from './function-messages.ts';
import { runnerScript } from './runner-script.ts';

/** A line that a function wrote. */
export interface FunctionLog {
  stream: 'stdout' | 'stderr';
  line: string;
  functionName: string;
}

/** How one invocation of a process ended. */
export type ProcessResult =
  | {
      ok: true;
      payload: unknown;
      /** CPU time of the process from event to response. */
      cpuMs: number;
    }
  | {
      ok: false;
      errorType: string;
      errorMessage: string;
      reason: 'function_error' | 'timeout' | 'crash';
    };

/** One process of a function; it runs one invocation at a time. */
export interface FunctionProcess {
  /** Never rejects: a crash or timeout is a result, and ends the process. */
  invoke(event: unknown, invokedFunctionArn: string, timeoutMs: number): Promise<ProcessResult>;
  /** Imports the bundle ahead of the first invocation; resolves when that has succeeded or failed. */
  initialize(): Promise<void>;
  setOffset(offsetMs: number): void;
  /** Sends SIGKILL and waits for the process to exit. */
  kill(): Promise<void>;
  /** Resolves when the process has exited, for whatever reason. */
  ended: Promise<void>;
}

interface Running {
  requestId: string;
  timeoutMs: number;
  settle: (result: ProcessResult) => void;
}

/** The longest cold start; it does not count towards the function's timeout (AWS docs: init phase). */
const IMPORT_TIMEOUT_MS = 10_000;

/** Starts a process for the bundle; `env` is its whole environment. */
export function startFunctionProcess(options: {
  settings: RunnerSettings;
  env: Record<string, string>;
  onLog: (log: FunctionLog) => void;
}): FunctionProcess {
  const { settings, env, onLog } = options;
  const script = ['--input-type=module', '--eval', runnerScript, JSON.stringify(settings)];
  const child = spawn(process.execPath, script, {
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  forwardLines(child, settings.functionName, onLog);
  let running: Running | undefined;
  let fatal: { errorType: string; errorMessage: string } | undefined;
  let timedOut: number | undefined;
  let timer: NodeJS.Timeout | undefined;

  const ended = new Promise<void>((resolve) => {
    const onEnd = (detail: string) => {
      running?.settle(endResult(timedOut, fatal, detail));
      running = undefined;
      resolve();
    };
    child.once('close', (code, signal) => onEnd(signal ?? `exit status ${code}`));
    child.once('error', (error) => onEnd(error.message));
  });

  const initialized = new Promise<void>((resolve) => {
    child.on('message', ({ type }: FromRunner) => {
      if (type === 'initialized') resolve();
    });
  });

  child.on('message', (message: FromRunner) => {
    if (message.type === 'initialized') return;
    if (message.type === 'fatal') {
      fatal = message;
      return;
    }
    if (running?.requestId !== message.requestId || timedOut !== undefined) return;
    if (message.type === 'started') {
      endAfter(running.timeoutMs);
      return;
    }
    const { settle } = running;
    running = undefined;
    if (message.type === 'result') {
      const { payloadJson, cpuMs } = message;
      settle({ ok: true, payload: JSON.parse(payloadJson), cpuMs });
    } else {
      const { errorType, errorMessage } = message;
      settle({ ok: false, errorType, errorMessage, reason: 'function_error' });
    }
  });

  function endAfter(timeoutMs: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      timedOut = timeoutMs;
      child.kill('SIGKILL');
    }, timeoutMs);
  }

  function send(message: ToRunner): void {
    // If the process has just exited and takes no more messages, its `close` event settles the call.
    if (child.connected) child.send(message, () => undefined);
  }

  return {
    ended,
    initialize() {
      send({ type: 'initialize' });
      return Promise.race([initialized, ended]);
    },
    setOffset: (offsetMs) => send({ type: 'offset', offsetMs }),
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    async invoke(event, invokedFunctionArn, timeoutMs) {
      if (child.exitCode !== null || child.signalCode !== null) {
        return endResult(undefined, fatal, 'the process had ended');
      }
      const requestId = randomUUID();
      const result = new Promise<ProcessResult>((settle) => {
        running = { requestId, timeoutMs, settle };
      });
      endAfter(IMPORT_TIMEOUT_MS);
      send({ type: 'invoke', requestId, event, invokedFunctionArn, timeoutMs });
      try {
        return await result;
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

function endResult(
  timedOutMs: number | undefined,
  fatal: { errorType: string; errorMessage: string } | undefined,
  detail: string,
): ProcessResult {
  if (timedOutMs !== undefined) {
    const errorMessage = `Task timed out after ${(timedOutMs / 1000).toFixed(2)} seconds`;
    return { ok: false, errorType: 'Sandbox.Timedout', errorMessage, reason: 'timeout' };
  }
  if (fatal !== undefined) {
    const { errorType, errorMessage } = fatal;
    return { ok: false, errorType, errorMessage, reason: 'crash' };
  }
  const errorMessage = `Runtime exited with error: ${detail}`;
  return { ok: false, errorType: 'Runtime.ExitError', errorMessage, reason: 'crash' };
}

function forwardLines(
  child: ChildProcess,
  functionName: string,
  onLog: (log: FunctionLog) => void,
): void {
  for (const stream of ['stdout', 'stderr'] as const) {
    const source = child[stream];
    if (source === null) continue;
    createInterface({ input: source }).on('line', (line) => onLog({ stream, line, functionName }));
  }
}
