/** What a function's process is given when it starts, as JSON in its first argument. */
export interface RunnerSettings {
  bundlePath: string;
  functionName: string;
  memoryLimitMb: number;
  logGroupName: string;
  logStreamName: string;
  offsetMs: number;
}

/** To a function's process: run one invocation, import the bundle, or set a new clock offset. */
export type ToRunner =
  | {
      type: 'invoke';
      requestId: string;
      event: unknown;
      invokedFunctionArn: string;
      timeoutMs: number;
    }
  | { type: 'initialize' }
  | { type: 'offset'; offsetMs: number };

/** From a function's process: `started` and `initialized` follow the import; after `fatal` it exits. */
export type FromRunner =
  | { type: 'initialized' }
  | { type: 'started'; requestId: string }
  | { type: 'result'; requestId: string; payloadJson: string; cpuMs: number }
  | { type: 'error'; requestId: string; errorType: string; errorMessage: string }
  | { type: 'fatal'; errorType: string; errorMessage: string };
