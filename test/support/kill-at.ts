import { setTimeout as pause } from 'node:timers/promises';
import type { Sandbox } from '@doo-repush/sandbox/sandbox';

const LONGEST_MS = 10_000;
/** Shorter than a step, but long enough to let the watched process run. */
const POLL_MS = 1;

/** A point in an execution: the first checkpoint at which the operation has this status. */
export interface Point {
  readonly name: string;
  readonly status: 'STARTED' | 'SUCCEEDED';
}

/**
 * Kills every process of the workflow as soon as an execution reaches the point: the newest one, or the one
 * after the `known` ones. An ended operation counts as started, because both may be in one checkpoint.
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
