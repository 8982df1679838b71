import { parseJson } from '@doo-repush/core/json';
import type {
  ProposedAnswer,
  ProposedDecision,
  ProposedStop,
} from '@doo-repush/core/repush/proposals';
import { UNREPORTED } from '../model/execution-status.ts';
import type { LookedUp, LookUp } from '../model/look-up.ts';
import type { WorkerTask } from '../model/worker-task.ts';
import type { WorkflowInput } from '../model/workflow-input.ts';
import { once } from '../runtime/lazy.ts';
import { stillInTime } from './deadline.ts';

/** What a person's click proposes to a waiting execution. */
export type CallbackResult = ProposedDecision | ProposedStop | ProposedAnswer;

/** The durable workflow as the slack function reaches it. Every call rejects when AWS could not say. */
export interface WorkflowClient {
  /**
   * Starts the execution `name`. A second start with the same input is the same execution;
   * `name_used` means that this name was started with another input.
   */
  start(name: string, input: WorkflowInput): Promise<'started' | 'name_used'>;
  /** Completes a callback; `closed` when it was completed before, has expired, or is not known. */
  decide(callbackId: string, result: CallbackResult): Promise<'recorded' | 'closed'>;
  /** Whether AWS says that the execution failed, was stopped or timed out, or no longer keeps it. */
  endedWithoutReport(executionArn: string): Promise<boolean>;
  /** Whether AWS says that the execution has ended, or no longer keeps it. */
  hasEnded(executionArn: string): Promise<boolean>;
  /**
   * What the execution was started with; `undefined` when AWS no longer keeps it, or when no form of
   * ours started it.
   */
  inputOf(executionArn: string): Promise<WorkflowInput | undefined>;
  /** Hands a task to `worker`, which does it by itself. */
  startWorker(task: WorkerTask): Promise<void>;
  /** What `lookup` answers, if it does within `timeoutMs`. */
  lookUp(lookUp: LookUp, timeoutMs: number): Promise<LookedUp | 'timed_out'>;
}

/** One call fits into the time for an answer; what several take together is cut there. */
const TIMEOUT_MS = 1_500;

/** A function is frozen between two deliveries, and AWS forgets a kept connection meanwhile. */
const FRESH_CONNECTIONS = { httpAgent: { keepAlive: false }, httpsAgent: { keepAlive: false } };

const CLOSED = new Set(['CallbackTimeoutException', 'ResourceNotFoundException']);
const ENDED = new Set<string>([...UNREPORTED, 'gone']);

/** The AWS SDK is loaded with the first call, as are schemas: opening the form needs neither. */
export function createWorkflowClient(
  repushFunction: string,
  workerFunction: string,
  lookupFunction?: string,
): WorkflowClient {
  const lambda = once(async () => {
    const sdk = await import('@aws-sdk/client-lambda');
    const requestHandler = {
      connectionTimeout: TIMEOUT_MS,
      requestTimeout: TIMEOUT_MS,
      throwOnRequestTimeout: true,
      ...FRESH_CONNECTIONS,
    };
    return { sdk, client: new sdk.LambdaClient({ maxAttempts: 1, requestHandler }) };
  });

  /** `gone` when AWS no longer keeps the execution. */
  async function statusOf(executionArn: string): Promise<string> {
    const { sdk, client } = await lambda();
    const command = new sdk.GetDurableExecutionCommand({ DurableExecutionArn: executionArn });
    try {
      const { Status } = await client.send(command);
      if (Status === undefined) throw new Error('AWS named no status');
      return Status;
    } catch (error) {
      if (nameOf(error) === 'ResourceNotFoundException') return 'gone';
      throw error;
    }
  }

  return {
    async start(name, input) {
      const { sdk, client } = await lambda();
      stillInTime();
      try {
        await client.send(
          new sdk.InvokeCommand({
            FunctionName: repushFunction,
            InvocationType: 'Event',
            DurableExecutionName: name,
            Payload: Buffer.from(JSON.stringify(input)),
          }),
        );
        return 'started';
      } catch (error) {
        if (nameOf(error) === 'DurableExecutionAlreadyStartedException') return 'name_used';
        throw error;
      }
    },
    async decide(callbackId, result) {
      const { sdk, client } = await lambda();
      stillInTime();
      try {
        await client.send(
          new sdk.SendDurableExecutionCallbackSuccessCommand({
            CallbackId: callbackId,
            Result: Buffer.from(JSON.stringify(result)),
          }),
        );
        return 'recorded';
      } catch (error) {
        if (CLOSED.has(nameOf(error))) return 'closed';
        throw error;
      }
    },
    endedWithoutReport: async (executionArn) => ENDED.has(await statusOf(executionArn)),
    hasEnded: async (executionArn) => {
      const status = await statusOf(executionArn);
      return status === 'SUCCEEDED' || ENDED.has(status);
    },
    async inputOf(executionArn) {
      const { sdk, client } = await lambda();
      const { inputSchema } = await import('../model/workflow-input.ts');
      const command = new sdk.GetDurableExecutionCommand({
        DurableExecutionArn: executionArn,
        IncludeExecutionData: true,
      });
      try {
        const { InputPayload } = await client.send(command);
        return inputSchema.safeParse(parseJson(InputPayload ?? '')).data;
      } catch (error) {
        if (nameOf(error) === 'ResourceNotFoundException') return undefined;
        throw error;
      }
    },
    async lookUp(lookUp, timeoutMs) {
      const { sdk, client } = await lambda();
      const command = new sdk.InvokeCommand({
        FunctionName: lookupFunction,
        InvocationType: 'RequestResponse',
        Payload: Buffer.from(JSON.stringify(lookUp)),
      });
      const abortSignal = AbortSignal.timeout(Math.max(0, Math.floor(timeoutMs)));
      try {
        const { Payload, FunctionError } = await client.send(command, {
          abortSignal,
          requestTimeout: timeoutMs,
        });
        const { lookedUpSchema } = await import('../model/look-up.ts');
        if (FunctionError !== undefined) throw new Error('lookup failed');
        return lookedUpSchema.parse(parseJson(Payload?.transformToString() ?? ''));
      } catch (error) {
        if (abortSignal.aborted) return 'timed_out';
        throw error;
      }
    },
    async startWorker(task) {
      const { sdk, client } = await lambda();
      stillInTime();
      await client.send(
        new sdk.InvokeCommand({
          FunctionName: workerFunction,
          InvocationType: 'Event',
          Payload: Buffer.from(JSON.stringify(task)),
        }),
      );
    },
  };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : '';
}
