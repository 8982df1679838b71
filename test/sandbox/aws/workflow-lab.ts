import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  GetDurableExecutionCommand,
  type GetDurableExecutionResponse,
  InvokeCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import {
  createFunctionHost,
  type FunctionHost,
} from '@doo-repush/sandbox/aws/functions/function-host';
import { createLambda, type Lambda } from '@doo-repush/sandbox/aws/lambda-api/lambda';
import { createClock, type MovableClock } from '@doo-repush/sandbox/clock';

const HOUR_MS = 3_600_000;

/** A Lambda peer with the fixture workflow as the durable function `flow:live`. */
export interface WorkflowLab {
  clock: MovableClock;
  host: FunctionHost;
  lambda: Lambda;
  client: LambdaClient;
  /** Starts the workflow and answers with the execution's ARN. */
  start(kind: string, more?: { name?: string; input?: object }): Promise<string>;
  get(arn: string): Promise<GetDurableExecutionResponse>;
  /** The result of an execution that has succeeded, parsed. */
  result(arn: string): Promise<unknown>;
  /** How often a step of the execution's workflow ran. */
  runs(arn: string, step: string): Promise<number>;
  callbackId(arn: string): string;
  close(): Promise<void>;
}

export interface WorkflowLabOptions {
  bundlePath: string;
  stateFile?: string;
  invocationTimeoutMs?: number;
  clock?: MovableClock;
}

export async function openWorkflowLab(options: WorkflowLabOptions): Promise<WorkflowLab> {
  const { bundlePath, stateFile, invocationTimeoutMs = 10_000, clock = createClock() } = options;
  const directory = await mkdtemp(join(tmpdir(), 'workflow-lab-'));
  const host = createFunctionHost({
    name: 'flow',
    bundlePath,
    env: () => ({ AWS_ENDPOINT_URL_LAMBDA: lambda.url }),
    clock,
    timeoutMs: invocationTimeoutMs,
    maxProcesses: 2,
    onLog: () => undefined,
  });
  const lambda = createLambda({
    clock,
    ...(stateFile === undefined ? {} : { stateFile }),
    functions: {
      flow: { host, durable: { executionTimeoutMs: 100 * HOUR_MS, invocationTimeoutMs } },
    },
  });
  await lambda.start();
  const client = createClient(lambda);

  function inputOf(arn: string): { marks: string } {
    return JSON.parse(lambda.execution(arn).input);
  }

  const get = (arn: string) =>
    client.send(new GetDurableExecutionCommand({ DurableExecutionArn: arn }));

  return {
    clock,
    host,
    lambda,
    client,
    async start(kind, { name = randomUUID(), input = {} } = {}) {
      const marks = join(directory, name);
      await writeFile(marks, '', { flag: 'a' });
      const answer = await client.send(
        new InvokeCommand({
          FunctionName: 'flow:live',
          InvocationType: 'Event',
          DurableExecutionName: name,
          Payload: JSON.stringify({ kind, marks, ...input }),
        }),
      );
      return answer.DurableExecutionArn ?? '';
    },
    get,
    async result(arn) {
      const { Status, Result, Error: failure } = await get(arn);
      if (Status !== 'SUCCEEDED') throw new Error(`${Status}: ${failure?.ErrorMessage}`);
      return JSON.parse(Result ?? 'null');
    },
    async runs(arn, step) {
      const lines = (await readFile(inputOf(arn).marks, 'utf8')).split('\n');
      return lines.filter((line) => line === step).length;
    },
    callbackId(arn) {
      const { operations } = lambda.execution(arn);
      const callbacks = operations.filter((operation) => operation.type === 'CALLBACK');
      return callbacks.at(-1)?.callbackId ?? '';
    },
    async close() {
      client.destroy();
      await lambda.stop();
      await host.stop();
    },
  };
}

/** A real client of the peer. */
export function createClient(lambda: Lambda, maxAttempts = 1): LambdaClient {
  return new LambdaClient({
    endpoint: lambda.url,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'placeholder', secretAccessKey: 'placeholder' },
    maxAttempts,
  });
}
