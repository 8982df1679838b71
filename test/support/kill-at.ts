import { setTimeout as pause } from 'node:timers/promises';
import type { Sandbox } from '@doo-repush/sandbox/sandbox';

const LONGEST_MS = 10_000;
/** Less than a step takes, and yet some time for the process that is watched. */
const POLL_MS = 1;

/** A point of an execution: the first checkpoint that shows the operation in this status. */
export interface Point {
  readonly name: string;
  readonly status: 'STARTED' | 'SUCCEEDED';
}

/**
 * Kills every process of the workflow as soon as an execution has reached the point: the newest
 * one, or the one that follows the `known` ones. An operation that has ended counts as
 * started, since both may be checkpointed at once.
 */
export async function killAt(
  sandbox: Sandbox,
  { name, status }: Point,
  known = sandbox.lambda.executions().length - 1,
): Promise<void> {
  const endMs = performance.now() + LONGEST_MS;
  let arn: string | undefined;
  for (;;) {
    arn ??= sandbox.lambda.executions()[known]?.arn;
    const operations = arn === undefined ? [] : sandbox.lambda.execution(arn).operations;
    const operation = operations.find((each) => each.name === name);
    if (operation !== undefined && (status === 'STARTED' || operation.status === status)) break;
    if (performance.now() > endMs) throw new Error(`${name} never became ${status}`);
    await pause(POLL_MS);
  }
  await sandbox.hosts.repush.killAll();
}
