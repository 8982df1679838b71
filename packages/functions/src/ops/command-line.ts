/** The command line could not be understood; the message repeats nothing of it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Where a tool's words go. */
export interface Output {
  /** What was asked for. */
  out(text: string): void;
  /** What went wrong, and questions. */
  err(text: string): void;
  /** Whether a person reads `err` on a terminal, where a line may change. */
  readonly isTerminal?: boolean;
  /** Whether `out` goes to a terminal that may be given colours and symbols. */
  readonly isColourful?: boolean;
  /** What is said beneath the usage, where the way the tool was started may be at fault. */
  readonly hint?: string;
}

/** Letters, digits and hyphens, as SST takes it; at most 30, as the setting `STAGE` takes it. */
const STAGE = /^[A-Za-z0-9][A-Za-z0-9-]{0,29}$/;

/** @throws UsageError when `stage` is missing or is none */
export function readStage(stage: string | undefined): string {
  if (stage === undefined) throw new UsageError('--stage is missing');
  if (!STAGE.test(stage))
    throw new UsageError('--stage takes up to 30 letters, digits and hyphens');
  return stage;
}

/** What `parse` gives; its own errors repeat the command line. @throws UsageError */
export function readOptions<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError('an option is unknown or has no value');
    throw error;
  }
}

/**
 * Runs a tool and gives its exit code: what `run` says, 0 with the usage for `--help`, or 2 with the usage
 * for a command line that cannot be understood.
 */
export async function runTool(
  usage: string,
  args: readonly string[],
  output: Output,
  run: () => Promise<number> | number,
): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    output.out(`${usage}\n`);
    return 0;
  }
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const lines = [error.message, usage, ...(output.hint === undefined ? [] : [output.hint])];
    output.err(`${lines.join('\n')}\n`);
    return 2;
  }
}
