import { fileURLToPath } from 'node:url';
import * as sdk from '@aws-sdk/client-lambda';
import { createFunctionHost } from '@doo-repush/sandbox/aws/functions/function-host';
import { createLambda } from '@doo-repush/sandbox/aws/lambda-api/lambda';
import { createClock } from '@doo-repush/sandbox/clock';

/** The name of the function in the sandbox's Lambda; its alias is `live`. */
const FUNCTION = 'conformance';
const HANDLERS = fileURLToPath(new URL('../handlers/function.ts', import.meta.url));
const EXECUTION_TIMEOUT_MS = 24 * 3_600_000;
const INVOCATION_TIMEOUT_MS = 20_000;

/** The sandbox's durable execution service, with the handlers behind it in processes of their own. */
export interface Lab {
  /** A real client of its Lambda API. */
  readonly client: sdk.LambdaClient;
  /**
   * Starts an execution and answers with its ARN: always by an asynchronous call, also where AWS's
   * runner waits for the answer, since time has to be moved meanwhile.
   */
  start(name: string, input: unknown): Promise<string>;
  /** Resolves when no invocation runs or is about to. */
  idle(): Promise<void>;
  advance(ms: number): void;
  /** The lines that the function wrote about an execution; ends its processes, so that all are there. */
  logLines(arn: string): Promise<string[]>;
  close(): Promise<void>;
}

export async function openLab(): Promise<Lab> {
  const clock = createClock();
  const lines: string[] = [];
  const host = createFunctionHost({
    name: FUNCTION,
    bundlePath: HANDLERS,
    env: () => ({ AWS_ENDPOINT_URL_LAMBDA: lambda.url }),
    clock,
    timeoutMs: INVOCATION_TIMEOUT_MS,
    maxProcesses: 1,
    onLog: ({ line }) => lines.push(line),
  });
  const durable = {
    executionTimeoutMs: EXECUTION_TIMEOUT_MS,
    invocationTimeoutMs: INVOCATION_TIMEOUT_MS,
  };
  const lambda = createLambda({ clock, functions: { [FUNCTION]: { host, durable } } });
  await lambda.start();
  const client = new sdk.LambdaClient({
    endpoint: lambda.url,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'placeholder', secretAccessKey: 'placeholder' },
    maxAttempts: 1,
  });

  return {
    client,
    async start(name, input) {
      const { DurableExecutionArn: arn = '' } = await client.send(
        new sdk.InvokeCommand({
          FunctionName: `${FUNCTION}:live`,
          InvocationType: 'Event',
          DurableExecutionName: name,
          Payload: JSON.stringify(input ?? null),
        }),
      );
      return arn;
    },
    idle: lambda.idle,
    advance: clock.advance,
    async logLines(arn) {
      await host.killAll();
      return lines.filter((line) => line.includes(arn));
    },
    async close() {
      client.destroy();
      await lambda.stop();
      await host.stop();
    },
  };
}
