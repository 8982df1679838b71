import { parseJson } from '@doo-repush/core/json';
import type {
  ProposedAnswer,
  ProposedDecision,
  ProposedWhileSending,
} from '@doo-repush/core/repush/proposals';
import { UNREPORTED } from '../model/execution-status.ts';
import type { LookedUp, LookUp } from '../model/look-up.ts';
import type { WorkerTask } from '../model/worker-task.ts';
import type { WorkflowInput } from '../model/workflow-input.ts';
import { once } from '../runtime/lazy.ts';
import type { AnswerDeadline } from './deadline.ts';

/** What a person proposes to a waiting execution. */
export type CallbackResult = ProposedDecision | ProposedWhileSending | ProposedAnswer;

/** The durable workflow as the slack function uses it. Every call rejects if AWS could not answer. */
export interface WorkflowClient {
  /** Loads what the calls need while the caller waits for something else; a call loads it otherwise. */
  prepare(): void;
  /**
   * Starts the execution `name`. Idempotent: starting it again with the same input is the same execution;
   * `name_used` means that the name was started with a different input.
   */
  start(name: string, input: WorkflowInput): Promise<'started' | 'name_used'>;
  /** Completes a callback; `closed` if it was already completed, has expired, or is unknown. */
  decide(callbackId: string, result: CallbackResult): Promise<'recorded' | 'closed'>;
  /** Whether, according to AWS, the execution failed, was stopped, timed out, or is no longer kept. */
  endedWithoutReport(executionArn: string): Promise<boolean>;
  /** Whether, according to AWS, the execution has ended or is no longer kept. */
  hasEnded(executionArn: string): Promise<boolean>;
  /**
   * The input of the execution; `undefined` if AWS no longer keeps it, or if none of our forms started it.
   */
  inputOf(executionArn: string): Promise<WorkflowInput | undefined>;
  /** Hands a task to `worker` without waiting for it. */
  startWorker(task: WorkerTask): Promise<void>;
  /** The response of `lookup`, if it arrives within `timeoutMs`. */
  lookUp(lookUp: LookUp, timeoutMs: number): Promise<LookedUp | 'timed_out'>;
}

/** A single call fits into Slack's deadline; several together are cut off by the deadline itself. */
const TIMEOUT_MS = 1_500;

/** Lambda freezes a function between deliveries, and AWS drops idle connections meanwhile. */
const FRESH_CONNECTIONS = { httpAgent: { keepAlive: false }, httpsAgent: { keepAlive: false } };

const CLOSED = new Set(['CallbackTimeoutException', 'ResourceNotFoundException']);
const ENDED = new Set<string>([...UNREPORTED, 'gone']);

/** Loads the AWS SDK and the schemas on the first call: opening the form needs neither. */
export function createWorkflowClient(
  repushFunction: string,
  workerFunction: string,
  lookupFunction: string | undefined,
  { stillInTime }: Pick<AnswerDeadline, 'stillInTime'>,
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

  /** `gone` if AWS no longer keeps the execution. */
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
    prepare() {
      // After what the caller sends now: loading takes a while, and nothing else happens meanwhile.
      setImmediate(() => lambda().catch(() => undefined));
    },
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
