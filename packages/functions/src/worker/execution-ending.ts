import { GetDurableExecutionCommand, LambdaClient } from '@aws-sdk/client-lambda';

/** How AWS says that an execution stands. `gone`: AWS no longer keeps it. */
export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'STOPPED' | 'TIMED_OUT' | 'gone';

export type StatusOf = (executionArn: string) => Promise<ExecutionStatus>;

/** Reads one execution's status. Rejects when AWS could not say. */
export function createExecutionStatus(): StatusOf {
  const client = new LambdaClient({ maxAttempts: 3 });
  return async (executionArn) => {
    const command = new GetDurableExecutionCommand({ DurableExecutionArn: executionArn });
    try {
      const { Status } = await client.send(command);
      if (Status === undefined) throw new Error('AWS named no status');
      return Status;
    } catch (error) {
      if (error instanceof Error && error.name === 'ResourceNotFoundException') return 'gone';
      throw error;
    }
  };
}
