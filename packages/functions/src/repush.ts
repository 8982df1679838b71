import { type DurableContext, withDurableExecution } from '@aws/durable-execution-sdk-js';
import type { WorkflowResult } from './model/workflow-result.ts';
import { createRepushDeps } from './workflow/deps.ts';
import { createExecutionClient } from './workflow/execution-client.ts';
import { runRepush } from './workflow/run.ts';

const depsFor = createRepushDeps(process.env);

/** Entry point of the durable function: one execution is one request, from check to report. */
export const handler = withDurableExecution(
  (event: unknown, context: DurableContext): Promise<WorkflowResult> =>
    runRepush(event, context, depsFor(context.executionContext.durableExecutionArn)),
  { durableExecutionClient: createExecutionClient() },
);
