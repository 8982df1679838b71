import { withDurableExecution } from '@aws/durable-execution-sdk-js';
import { handlers } from './handlers.ts';

/** The durable function: an execution is called as the requirement that it plays. */
export const handler = withDurableExecution((input: unknown, context) => {
  const { durableExecutionArn } = context.executionContext;
  const id = durableExecutionArn.split('/').at(-2) ?? '';
  const handle = handlers[id];
  if (handle === undefined) throw new Error(`No handler plays ${id}`);
  return handle(input, context);
});
