/** What was measured of one function: medians of all runs, times in milliseconds. */
export interface FunctionFigures {
  /** Every file that is deployed. */
  readonly allBytes: number;
  /** What a process loads of them until its first answer, or with its import. */
  readonly coldBytes: number;
  readonly importMs: number;
  /** From the signed command to its answer, with everything that is called meanwhile. */
  readonly firstAnswerMs: number;
  /** The two together. */
  readonly coldMs: number;
  readonly warmMedianMs: number;
  readonly warm99thMs: number;
  /** Processor time of one warm command. */
  readonly warmProcessorMs: number;
  /** Resident memory at the end. */
  readonly memoryBytes: number;
}

/** What the whole way of one request used, its process warm. */
export interface RequestFigures {
  /** Invocations and their time, by function. */
  readonly invocations: Readonly<
    Record<'slack' | 'repush' | 'worker', { readonly count: number; readonly totalMs: number }>
  >;
  /** Durable operations, and the data that they keep. */
  readonly operations: number;
  readonly stateBytes: number;
  /** Calls to doo by endpoint. */
  readonly dooCalls: Readonly<Record<string, number>>;
}

/** Everything that `docs/performance.md` tells. */
export interface Figures {
  /** ISO date. */
  readonly date: string;
  readonly node: string;
  readonly machine: string;
  readonly loadAverage: number;
  readonly runs: number;
  /** How many of them went on with warm commands. */
  readonly warmRuns: number;
  readonly warmCommands: number;
  readonly ours: FunctionFigures;
  readonly bolt: FunctionFigures;
  readonly slackEdge: FunctionFigures;
  readonly repush: FunctionFigures;
  readonly worker: FunctionFigures;
  readonly request: RequestFigures;
}
