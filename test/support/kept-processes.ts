import {
  type FunctionLog,
  type FunctionProcess,
  type ProcessResult,
  startFunctionProcess,
} from '@doo-repush/sandbox/aws/functions/function-process';

type Start = typeof startFunctionProcess;
type Options = Parameters<Start>[0];

/** Function processes that one product leaves to the next, as warm as on Lambda. */
export interface KeptProcesses {
  /** Reuses a kept process of the same function with the same settings, or starts a new one. */
  readonly start: Start;
  /** From now on an idle process is kept rather than killed; a busy one is killed. */
  keep(): void;
  /** Kills the kept processes. */
  killAll(): Promise<void>;
}

interface Kept {
  readonly process: FunctionProcess;
  readonly key: string;
  /** The current owner's log. */
  onLog: (log: FunctionLog) => void;
}

/** The result of calling a process that its host no longer owns: as if it had ended. */
const LEFT: ProcessResult = {
  ok: false,
  errorType: 'Runtime.ExitError',
  errorMessage: 'The process was left to another host',
  reason: 'crash',
};

/** Keeps nothing before `keep`; the next `start` begins the next product. */
export function createKeptProcesses(): KeptProcesses {
  const kept: Kept[] = [];
  const gone = new WeakSet<FunctionProcess>();
  let isKeeping = false;

  function take(options: Options): Kept {
    const key = keyOf(options);
    const index = kept.findIndex((each) => each.key === key);
    const [found] = index < 0 ? [] : kept.splice(index, 1);
    if (found !== undefined) {
      found.onLog = options.onLog;
      found.process.setOffset(options.settings.offsetMs);
      return found;
    }
    const process = startFunctionProcess({ ...options, onLog: (log) => started.onLog(log) });
    const started: Kept = { process, key, onLog: options.onLog };
    void process.ended.then(() => {
      gone.add(process);
      if (kept.includes(started)) kept.splice(kept.indexOf(started), 1);
    });
    return started;
  }

  return {
    start(options) {
      isKeeping = false;
      const taken = take(options);
      const { process } = taken;
      const left = Promise.withResolvers<void>();
      let isLeft = false;
      let running = 0;
      return {
        ...process,
        ended: Promise.race([process.ended, left.promise]),
        async invoke(...invocation) {
          if (isLeft) return LEFT;
          running += 1;
          try {
            return await process.invoke(...invocation);
          } finally {
            running -= 1;
          }
        },
        kill() {
          if (!isKeeping || running > 0 || gone.has(process)) return process.kill();
          isLeft = true;
          kept.push(taken);
          left.resolve();
          return left.promise;
        },
      };
    },
    keep() {
      isKeeping = true;
    },
    async killAll() {
      await Promise.all(kept.splice(0).map(({ process }) => process.kill()));
    },
  };
}

/** What tells processes apart; excludes the names of the log and of the start. */
function keyOf({ settings, env }: Options): string {
  const { AWS_LAMBDA_LOG_STREAM_NAME: _log, AWS_LAMBDA_INITIALIZATION_TYPE: _type, ...same } = env;
  return JSON.stringify([settings.bundlePath, Object.entries(same).toSorted()]);
}
