import { dirname } from 'node:path';
import type { FunctionHost } from '@doo-repush/sandbox/aws/functions/function-host';
import { cards, click, request, stateOf, until } from '@doo-repush/sandbox/driver';
import { type Sandbox, startSandbox } from '@doo-repush/sandbox/sandbox';
import { findElement } from '@doo-repush/sandbox/slack/blocks/parts';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { builtFunction } from './bundles.ts';
import type { RequestFigures } from './figures.ts';

const FUNCTIONS = ['slack', 'repush', 'worker'] as const;

interface Use {
  count: number;
  totalMs: number;
}

/**
 * Measures one request with one event, from the command to doo's response, with processes, doo's token and
 * its list of configurations warm: the second of two identical requests.
 */
export async function measureRequest(): Promise<RequestFigures> {
  const sandbox = await startSandbox({
    distDir: dirname(builtFunction('slack').folder),
    timeFactor: 1e-6,
    dooLimits: { perSecond: null },
    settings: { DOO_CALL_INTERVAL_MS: '0' },
  });
  try {
    await repush(sandbox, '41231');
    const uses = { slack: counted(sandbox, 'slack'), repush: counted(sandbox, 'repush') };
    const worker = counted(sandbox, 'worker');
    const callsBefore = sandbox.doo.calls.length;
    await repush(sandbox, '41232');
    const execution = sandbox.lambda.executions().at(-1);
    if (execution === undefined) throw new Error('No execution was started');
    const { operations } = sandbox.lambda.execution(execution.arn);
    return {
      invocations: { ...uses, worker },
      operations: operations.length,
      stateBytes: Buffer.byteLength(JSON.stringify(operations)),
      dooCalls: countBy(sandbox.doo.calls.slice(callsBefore).map(({ endpoint }) => endpoint)),
    };
  } finally {
    await sandbox.stop();
  }
}

async function repush(sandbox: Sandbox, eventIds: string): Promise<void> {
  const known = cards(sandbox).length;
  await request(sandbox, people.requester, {
    organization: 'Acme',
    configuration: 'CRM production',
    resource: 'orders',
    eventIds,
    window: { kind: 'everything' },
    reason: 'CRM outage on Friday',
  });
  // The buttons come once the thread says all that the request asks for.
  const card = await until('the card with its buttons', () => {
    const now = cards(sandbox)[known];
    return now !== undefined && findElement(now.blocks ?? [], 'approve') ? now : undefined;
  });
  await click(sandbox, people.approver, card, 'approve');
  await until('the answer of doo', () => {
    const now = cards(sandbox)[known];
    return now !== undefined && stateOf(now) === 'accepted' ? now : undefined;
  });
  await sandbox.lambda.idle();
}

/** Counts and times a function's invocations from now on. */
function counted(sandbox: Sandbox, name: (typeof FUNCTIONS)[number]): Use {
  const use = { count: 0, totalMs: 0 };
  const host: FunctionHost = sandbox.hosts[name];
  const { invoke } = host;
  host.invoke = async (event, options) => {
    const result = await invoke(event, options);
    use.count += 1;
    use.totalMs += result.durationMs;
    return result;
  };
  return use;
}

function countBy(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
