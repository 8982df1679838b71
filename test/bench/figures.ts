/** Measurements of one function: medians of all runs, times in milliseconds. */
export interface FunctionFigures {
  /** All deployed files. */
  readonly allBytes: number;
  /** The part that a process loads until its first response, or on import. */
  readonly coldBytes: number;
  readonly importMs: number;
  /** From the signed command to its response, including all calls. */
  readonly firstAnswerMs: number;
  /** Import and first response together. */
  readonly coldMs: number;
  readonly warmMedianMs: number;
  readonly warm99thMs: number;
  /** CPU time of one warm command. */
  readonly warmProcessorMs: number;
  /** Resident memory at the end. */
  readonly memoryBytes: number;
}

/** What one whole request used, in warm processes. */
export interface RequestFigures {
  /** Invocations and their duration, by function. */
  readonly invocations: Readonly<
    Record<'slack' | 'repush' | 'worker', { readonly count: number; readonly totalMs: number }>
  >;
  /** Durable operations, and the data that they store. */
  readonly operations: number;
  readonly stateBytes: number;
  /** Calls to doo, by endpoint. */
  readonly dooCalls: Readonly<Record<string, number>>;
}

/** The work of the sandbox's page while a channel is full of cards and the newest of them changes. */
export interface PageFigures {
  readonly messages: number;
  readonly frames: number;
  readonly frameMedianMs: number;
  readonly frame95thMs: number;
  readonly frameWorstMs: number;
}

/** The first delivery to a new process over the delays of a network: medians of all runs. */
export interface Away {
  /** From the beginning of the import to the answer. */
  readonly answeredMs: number;
  readonly slackConnections: number;
  /** Trips to Slack and back of which each waited for the one before. */
  readonly slackTrips: number;
  readonly awsConnections: number;
  readonly awsTrips: number;
}

export interface FarFigures {
  readonly command: Away;
  readonly boltCommand: Away;
  readonly slackEdgeCommand: Away;
  /** A click on *Approve and send*. */
  readonly approval: Away;
  readonly submission: Away;
}

/** Everything on `docs/performance.md`. */
export interface Figures {
  /** ISO date. */
  readonly date: string;
  readonly node: string;
  readonly machine: string;
  readonly loadAverage: number;
  readonly runs: number;
  /** How many of them continued with warm commands. */
  readonly warmRuns: number;
  readonly warmCommands: number;
  readonly ours: FunctionFigures;
  readonly bolt: FunctionFigures;
  readonly slackEdge: FunctionFigures;
  readonly repush: FunctionFigures;
  readonly worker: FunctionFigures;
  readonly far: FarFigures;
  readonly request: RequestFigures;
  readonly page: PageFigures;
}
