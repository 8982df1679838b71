import {
  DurableExecutionApiClient,
  type DurableExecutionClient,
  DurableExecutionClientError,
  DurableExecutionClientErrorScope,
} from '@aws/durable-execution-sdk-js';

type CheckpointRequest = Parameters<DurableExecutionClient['checkpoint']>[0];

/** AWS's actual message; the SDK expects a different one (aws-durable-execution-sdk-js issue 917). */
const STALE_TOKEN = /^invalid checkpoint token/i;

/**
 * The SDK's client of the durable execution service, changed so that a refused or missing token ends the
 * invocation and never the execution: AWS then starts another invocation with a new token.
 */
export function createExecutionClient(
  client: DurableExecutionClient = new DurableExecutionApiClient(),
): DurableExecutionClient {
  return {
    getExecutionState: (...args) => client.getExecutionState(...args).catch(rethrow),
    async checkpoint(...args) {
      const response = await client.checkpoint(...args).catch(rethrow);
      if (response.CheckpointToken || endsExecution(args[0])) return response;
      throw invocationEnds('AWS gave no further checkpoint token');
    },
  };
}

function rethrow(error: unknown): never {
  throw isStaleToken(error) ? invocationEnds(error.message, error) : error;
}

function isStaleToken(error: unknown): error is Error {
  return (
    error instanceof Error &&
    error.name === 'InvalidParameterValueException' &&
    STALE_TOKEN.test(error.message)
  );
}

/** The last checkpoint of an execution is the only one that needs no successor. */
function endsExecution({ Updates = [] }: CheckpointRequest): boolean {
  return Updates.some(
    ({ Type, Action }) => Type === 'EXECUTION' && (Action === 'SUCCEED' || Action === 'FAIL'),
  );
}

function invocationEnds(message: string, cause?: Error): DurableExecutionClientError {
  const scope = DurableExecutionClientErrorScope.INVOCATION;
  return new DurableExecutionClientError(message, { scope, cause });
}
