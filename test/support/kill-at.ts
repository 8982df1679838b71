import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Sandbox } from '@doo-repush/sandbox/sandbox';

const LONGEST_MS = 10_000;

/** A point of an execution: the first checkpoint that shows the operation in this status. */
export interface Point {
  readonly name: string;
  readonly status: 'STARTED' | 'SUCCEEDED';
}

/**
 * Kills every process of the workflow in the turn in which an execution reaches the point: the
 * newest one, or the one that follows the `known` ones. An operation that has ended counts as
 * started, since both may be checkpointed at once.
 */
export async function killAt(
  sandbox: Sandbox,
  { name, status }: Point,
  known = sandbox.lambda.executions().length - 1,
): Promise<void> {
  const endMs = performance.now() + LONGEST_MS;
  for (;;) {
    const execution = sandbox.lambda.executions()[known];
    const operation = execution?.operations.find((each) => each.name === name);
    if (operation !== undefined && (status === 'STARTED' || operation.status === status)) break;
    if (performance.now() > endMs) throw new Error(`${name} never became ${status}`);
    await nextTurn();
  }
  await sandbox.hosts.repush.killAll();
}
