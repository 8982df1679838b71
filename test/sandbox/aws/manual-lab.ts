import {
  CheckpointDurableExecutionCommand,
  type CheckpointDurableExecutionResponse,
  InvokeCommand,
  type InvokeCommandInput,
  type InvokeCommandOutput,
  type LambdaClient,
  type OperationUpdate,
} from '@aws-sdk/client-lambda';
import type { InvocationResult } from '@doo-repush/sandbox/aws/functions/function-host';
import { createLambda, type Lambda } from '@doo-repush/sandbox/aws/lambda-api/lambda';
import type { StatusRule } from '@doo-repush/sandbox/aws/lambda-api/status-events';
import { createClock, type MovableClock } from '@doo-repush/sandbox/clock';
import { createClient } from './workflow-lab.ts';

/** The event of a durable invocation, as far as the tests read it. */
interface DurableEvent {
  DurableExecutionArn: string;
  CheckpointToken: string;
}

interface ManualInvocation {
  event: unknown;
  answer(outcome: { payload: unknown } | { errorMessage: string }): void;
}

/** A host whose invocations the test answers itself. */
export interface ManualHost {
  invocations: ManualInvocation[];
  invoke(event: unknown): Promise<InvocationResult>;
}

export function createManualHost(): ManualHost {
  const invocations: ManualInvocation[] = [];
  return {
    invocations,
    invoke: (event) =>
      new Promise((resolve) => {
        const answer: ManualInvocation['answer'] = (outcome) => resolve(toResult(outcome));
        invocations.push({ event, answer });
      }),
  };
}

function toResult(outcome: { payload: unknown } | { errorMessage: string }): InvocationResult {
  const measured = { durationMs: 1, cold: false };
  if ('payload' in outcome) return { ok: true, payload: outcome.payload, ...measured };
  const { errorMessage } = outcome;
  return { ok: false, errorType: 'Error', errorMessage, reason: 'function_error', ...measured };
}

/** A Lambda peer with the durable function `flow:live` and the plain function `work`. */
export interface ManualLab {
  clock: MovableClock;
  lambda: Lambda;
  client: LambdaClient;
  flow: ManualHost;
  work: ManualHost;
  /** An asynchronous Invoke of `flow:live` under one name, unless `input` says otherwise. */
  invoke(input?: Partial<InvokeCommandInput>): Promise<InvokeCommandOutput>;
  /** Starts an execution and answers with the event of its first invocation. */
  startFlow(): Promise<DurableEvent>;
  latestEvent(): DurableEvent;
  checkpoint(
    arn: string,
    token: string,
    updates: OperationUpdate[],
    client?: LambdaClient,
  ): Promise<CheckpointDurableExecutionResponse>;
  close(): Promise<void>;
}

/** @param statuses in which the end of an execution of `flow` starts `work` */
export async function openManualLab(
  stateFile?: string,
  statuses: StatusRule['statuses'] = [],
): Promise<ManualLab> {
  const clock = createClock();
  const flow = createManualHost();
  const work = createManualHost();
  const durable = { executionTimeoutMs: 60_000, invocationTimeoutMs: 1000 };
  const lambda = createLambda({
    clock,
    ...(stateFile !== undefined && { stateFile }),
    functions: { flow: { host: flow, durable }, work: { host: work } },
    statusRule: { of: 'flow', statuses, target: 'work' },
  });
  await lambda.start();
  const client = createClient(lambda);

  const invoke: ManualLab['invoke'] = (input) =>
    client.send(
      new InvokeCommand({
        FunctionName: 'flow:live',
        InvocationType: 'Event',
        DurableExecutionName: 'prod-V1',
        Payload: '{"n":1}',
        ...input,
      }),
    );

  function latestEvent(): DurableEvent {
    const event = flow.invocations.at(-1)?.event;
    if (typeof event !== 'object' || event === null) throw new Error('There was no invocation');
    return {
      DurableExecutionArn: 'DurableExecutionArn' in event ? String(event.DurableExecutionArn) : '',
      CheckpointToken: 'CheckpointToken' in event ? String(event.CheckpointToken) : '',
    };
  }

  return {
    clock,
    lambda,
    client,
    flow,
    work,
    invoke,
    latestEvent,
    async startFlow() {
      await invoke();
      return latestEvent();
    },
    checkpoint: (arn, token, updates, through = client) =>
      through.send(
        new CheckpointDurableExecutionCommand({
          DurableExecutionArn: arn,
          CheckpointToken: token,
          Updates: updates,
        }),
      ),
    async close() {
      client.destroy();
      await lambda.stop();
    },
  };
}

/** Updates that start so many steps. */
export function stepStarts(count: number, prefix = 's'): OperationUpdate[] {
  return Array.from({ length: count }, (_, index) => ({
    Id: `${prefix}${index}`,
    Type: 'STEP',
    Action: 'START',
  }));
}
