import {
  GetDurableExecutionCommand,
  LambdaClient,
  ListDurableExecutionsByFunctionCommand,
} from '@aws-sdk/client-lambda';
import { parseJson } from '@doo-repush/core/json';
import { userIdSchema } from '@doo-repush/core/repush/proposals';
import * as z from 'zod';
import { unqualified } from './arn.ts';

/** An execution of the workflow as AWS lists it. */
export interface ListedExecution {
  readonly arn: string;
  readonly name: string;
  /** RUNNING, SUCCEEDED, FAILED, TIMED_OUT, STOPPED, or a status that AWS has added since. */
  readonly status: string;
}

/** The result of the workflow, as far as it can be parsed (`WorkflowResult`). */
export interface ReadResult {
  readonly state?: string | undefined;
  readonly reference?: string | undefined;
  readonly approvedBy?: string | undefined;
}

/** The workflow's executions on AWS. Every call rejects if AWS cannot answer. */
export interface Executions {
  /** All executions started since then, across all versions of the function. */
  listSince(sinceMs: number): Promise<readonly ListedExecution[]>;
  /** `undefined` if AWS does not (or no longer) know it. */
  find(arn: string): Promise<ListedExecution | undefined>;
  resultOf(arn: string): Promise<ReadResult>;
  /** The requester from the execution's input; `undefined` if it cannot be read. */
  requesterOf(arn: string): Promise<string | undefined>;
}

/** The SDK retries calls that AWS times out or throttles. */
export function createLambda(): LambdaClient {
  return new LambdaClient({ maxAttempts: 4 });
}

/** The largest page size (Lambda API: ListDurableExecutionsByFunction). */
const PAGE = 1000;

const text = z.string().optional().catch(undefined);
const resultSchema = z
  .object({ state: text, reference: text, approvedBy: text })
  .catch({ state: undefined, reference: undefined, approvedBy: undefined });

const inputSchema = z
  .object({ requesterId: userIdSchema.optional().catch(undefined) })
  .catch({ requesterId: undefined });

/** @param functionName of the workflow, with or without a qualifier; all versions are listed */
export function createExecutions(client: LambdaClient, functionName: string): Executions {
  const get = (arn: string) =>
    client.send(new GetDurableExecutionCommand({ DurableExecutionArn: arn }));
  return {
    async listSince(sinceMs) {
      const found: ListedExecution[] = [];
      let marker: string | undefined;
      do {
        const page = await client.send(
          new ListDurableExecutionsByFunctionCommand({
            FunctionName: unqualified(functionName),
            StartedAfter: new Date(sinceMs),
            MaxItems: PAGE,
            ...(marker !== undefined && { Marker: marker }),
          }),
        );
        found.push(...(page.DurableExecutions ?? []).map(asListed));
        marker = page.NextMarker || undefined;
      } while (marker !== undefined);
      return found;
    },
    async find(arn) {
      try {
        return asListed(await get(arn));
      } catch (error) {
        if (error instanceof Error && error.name === 'ResourceNotFoundException') return undefined;
        throw error;
      }
    },
    async requesterOf(arn) {
      return inputSchema.parse(parseJson((await get(arn)).InputPayload ?? '')).requesterId;
    },
    async resultOf(arn) {
      return resultSchema.parse(parseJson((await get(arn)).Result ?? ''));
    },
  };
}

function asListed(execution: {
  readonly DurableExecutionArn?: string | undefined;
  readonly DurableExecutionName?: string | undefined;
  readonly Status?: string | undefined;
}): ListedExecution {
  return {
    arn: execution.DurableExecutionArn ?? '',
    name: execution.DurableExecutionName ?? '',
    status: execution.Status ?? 'none',
  };
}
