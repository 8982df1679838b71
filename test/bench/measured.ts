import { registerHooks } from 'node:module';

/*
 * The process that is measured: it imports one bundle and answers signed commands with it. It is
 * bundled to JavaScript before, so that it loads nothing of its own meanwhile.
 */

/** The task of the process, as JSON in its last argument. */
export interface Task {
  readonly bundleUrl: string;
  /** The first command; without one the bundle is only imported. */
  readonly firstEvent?: object;
  /** The body and number of the commands that follow. */
  readonly body: string;
  readonly warmCommands: number;
  /** Whether to report which files were loaded, which itself takes time. */
  readonly tellsFiles: boolean;
}

/** The result, as one line of JSON; times are in milliseconds. */
export interface Measured {
  readonly importMs: number;
  readonly firstAnswerMs: number;
  readonly warmMs: readonly number[];
  /** Total CPU time of all warm commands. */
  readonly warmProcessorMs: number;
  /** Resident memory at the end. */
  readonly memoryBytes: number;
  readonly loadedUrls: readonly string[];
}

type Handler = (event: object, context: object) => Promise<{ readonly statusCode?: number }>;

const task: Task = JSON.parse(process.argv.at(-1) ?? '');
const loadedUrls: string[] = [];
if (task.tellsFiles) {
  registerHooks({
    load(url, context, next) {
      if (url.startsWith('file:')) loadedUrls.push(url);
      return next(url, context);
    },
  });
}

const beganMs = performance.now();
const { handler }: { handler: Handler } = await import(task.bundleUrl);
const importedMs = performance.now();
if (task.firstEvent !== undefined) await answer(task.firstEvent);
const answeredMs = performance.now();

const warmMs: number[] = [];
let warmProcessorMs = 0;
if (task.warmCommands > 0) {
  const { signedEvent } = await import('../support/raw-delivery.ts');
  for (let count = 0; count < task.warmCommands; count++) {
    const event = signedEvent(task.body, { nowMs: Date.now() });
    const startCpu = process.cpuUsage();
    const startMs = performance.now();
    await answer(event);
    warmMs.push(performance.now() - startMs);
    const { user, system } = process.cpuUsage(startCpu);
    warmProcessorMs += (user + system) / 1_000;
  }
}

const measured: Measured = {
  importMs: importedMs - beganMs,
  firstAnswerMs: answeredMs - importedMs,
  warmMs,
  warmProcessorMs,
  memoryBytes: process.memoryUsage.rss(),
  loadedUrls,
};
process.stdout.write(`${JSON.stringify(measured)}\n`, () => process.exit(0));

async function answer(event: object): Promise<void> {
  const { statusCode } = await handler(event, {});
  if (statusCode !== 200) throw new Error(`The command was answered with ${statusCode}`);
}
