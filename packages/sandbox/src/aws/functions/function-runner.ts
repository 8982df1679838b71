import { pathToFileURL } from 'node:url';
import type { FromRunner, RunnerSettings, ToRunner } from './function-messages.ts';
import { installShiftedDate } from './shifted-date.ts';

/*
 * The entry point of a function's process: it imports one built bundle on request or on its first
 * invocation, and runs one invocation at a time, as Lambda does. It exits with the process that started
 * it.
 */

type Handler = (event: unknown, context: object) => unknown;
type Invocation = Extract<ToRunner, { type: 'invoke' }>;

const settings: RunnerSettings = JSON.parse(process.argv.at(-1) ?? '{}');
let offsetMs = settings.offsetMs;
let handler: Promise<Handler> | undefined;

function send(message: FromRunner, done?: () => void): void {
  if (process.connected) process.send?.(message, undefined, undefined, done);
}

function describe(error: unknown): { errorType: string; errorMessage: string } {
  return error instanceof Error
    ? { errorType: error.name, errorMessage: error.message }
    : { errorType: 'Error', errorMessage: String(error) };
}

function end(errorType: string, error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  const { errorMessage } = describe(error);
  send({ type: 'fatal', errorType, errorMessage }, () => process.exit(1));
}

async function importHandler(): Promise<Handler> {
  const bundle: Record<string, unknown> = await import(pathToFileURL(settings.bundlePath).href);
  const exported = bundle.handler;
  if (typeof exported !== 'function') throw new Error('The bundle does not export a handler');
  return (event, context) => exported(event, context);
}

function createContext({ requestId, invokedFunctionArn, timeoutMs }: Invocation): object {
  const startMs = performance.now();
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: settings.functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn,
    awsRequestId: requestId,
    memoryLimitInMB: String(settings.memoryLimitMb),
    logGroupName: settings.logGroupName,
    logStreamName: settings.logStreamName,
    getRemainingTimeInMillis: () =>
      Math.max(0, Math.round(timeoutMs - (performance.now() - startMs))),
  };
}

/** The handler; undefined if the bundle cannot be imported, which ends the process. */
async function imported(): Promise<Handler | undefined> {
  handler ??= importHandler();
  try {
    return await handler;
  } catch (error) {
    end(describe(error).errorType, error);
    return undefined;
  }
}

async function initialize(): Promise<void> {
  if ((await imported()) !== undefined) send({ type: 'initialized' });
}

async function run(invocation: Invocation): Promise<void> {
  const handle = await imported();
  if (handle === undefined) return;
  const { requestId, event } = invocation;
  send({ type: 'started', requestId });
  const before = process.cpuUsage();
  try {
    const value = await handle(event, createContext(invocation));
    const { user, system } = process.cpuUsage(before);
    const payloadJson = JSON.stringify(value) ?? 'null';
    send({ type: 'result', requestId, payloadJson, cpuMs: (user + system) / 1000 });
  } catch (error) {
    send({ type: 'error', requestId, ...describe(error) });
  }
}

installShiftedDate(() => offsetMs);
process.on('disconnect', () => process.exit(0));
process.on('unhandledRejection', (reason) => end('Runtime.UnhandledPromiseRejection', reason));
process.on('uncaughtException', (error) => end(describe(error).errorType, error));
process.on('message', (message: ToRunner) => {
  if (message.type === 'offset') offsetMs = message.offsetMs;
  else if (message.type === 'initialize') void initialize();
  else void run(message);
});
