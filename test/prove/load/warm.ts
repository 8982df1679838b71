import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createFunctionHost } from '@doo-repush/sandbox/aws/functions/function-host';
import { createFunctionUrl } from '@doo-repush/sandbox/aws/functions/function-url';
import { click } from '@doo-repush/sandbox/driver';
import { functionSettings } from '@doo-repush/sandbox/function-settings';
import type { Sandbox } from '@doo-repush/sandbox/sandbox';
import type { Message } from '@doo-repush/sandbox/slack/workspace/model';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { distDir } from '../../support/product.ts';
import { ask } from '../../support/requests.ts';

export interface WarmFigures {
  readonly deliveries: number;
  readonly failed: number;
  readonly commandP99Ms: number;
  readonly clickP99Ms: number;
  /** Resident memory of the process, in MB, once it is warm and after the last delivery. */
  readonly warmMb: number;
  readonly endMb: number;
}

export interface WarmPlan {
  /** Over how long a thousand commands and a thousand clicks per minute arrive. */
  readonly seconds: number;
  /** All deliveries, including the unpaced ones that follow. */
  readonly deliveries: number;
}

/** The interval between deliveries: two thousand per minute. */
const EVERY_MS = 30;
/** The number of deliveries after which the process has loaded and compiled everything. */
const WARM_AFTER = 500;
/**
 * With a heap as large as the machine allows, Node lets garbage accumulate for ten thousand deliveries. In
 * a small heap only a leak makes memory grow, and it would end the process.
 */
const SMALL_HEAP = '--max-old-space-size=48';

/** Sends commands and clicks to a warm process of the slack function, one after another. */
export async function measureWarm(sandbox: Sandbox, plan: WarmPlan): Promise<WarmFigures> {
  const { clock, slack, lambda, secrets } = sandbox;
  const card = await ask(sandbox);
  const known = await childrenOf(process.pid);
  const urls = { slackApiUrl: slack.url, lambdaUrl: lambda.url, secretsManagerUrl: secrets.url };
  const host = createFunctionHost({
    name: 'slack',
    bundlePath: join(distDir, 'slack', 'index.mjs'),
    env: { ...functionSettings(urls), NODE_OPTIONS: SMALL_HEAP },
    clock,
    timeoutMs: 10_000,
    maxProcesses: 1,
    onLog: () => undefined,
  });
  let lastMs = 0;
  const measured = {
    async invoke(...args: Parameters<typeof host.invoke>) {
      const result = await host.invoke(...args);
      lastMs = result.durationMs;
      return result;
    },
  };
  const url = createFunctionUrl({ host: measured, clock });
  await url.start();
  slack.setRequestUrl(url.url);
  try {
    const commands: number[] = [];
    const clicks: number[] = [];
    let failed = 0;
    let warmMb = 0;
    let pid: number | undefined;
    const startMs = performance.now();
    for (let number = 0; number < plan.deliveries; number++) {
      const dueMs = startMs + number * EVERY_MS;
      const isPaced = number * EVERY_MS < plan.seconds * 1000;
      if (isPaced) await pause(Math.max(0, dueMs - performance.now()));
      const isCommand = number % 2 === 0;
      const isGood = isCommand ? await command(sandbox) : await refusedClick(sandbox, card);
      if (!isGood) failed += 1;
      // The first of each kind load what they need.
      if (isPaced && number >= 4) (isCommand ? commands : clicks).push(lastMs);
      pid ??= (await childrenOf(process.pid)).find((child) => !known.includes(child));
      if (number === Math.min(WARM_AFTER, plan.deliveries - 1)) warmMb = await residentMb(pid);
    }
    return {
      deliveries: plan.deliveries,
      failed,
      commandP99Ms: percentile99(commands),
      clickP99Ms: percentile99(clicks),
      warmMb,
      endMb: await residentMb(pid),
    };
  } finally {
    slack.setRequestUrl(sandbox.functionUrl.url);
    await url.stop();
    await host.stop();
  }
}

/**
 * Opens the form and closes it again. It names no event: for one, half a second is spent on the ledger and doo
 * after the form has opened, which says nothing of this instance.
 * @returns whether it opened
 */
async function command({ slack: { client } }: Sandbox): Promise<boolean> {
  const userId = people.secondRequester;
  await client.command(userId, '/doo-repush', 'orders', people.approvals);
  const view = client.openView(userId);
  if (view !== undefined) await client.close(userId, view.view.id);
  return view !== undefined;
}

/** The requester clicks Approve, which is refused privately. @returns whether the response was right */
async function refusedClick(sandbox: Sandbox, card: Message): Promise<boolean> {
  const { status, late } = await click(sandbox, people.requester, card, 'approve');
  return status === 200 && !late;
}

function percentile99(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(sorted.length * 0.99) - 1)] ?? 0;
}

/** Linux exposes a process's children and memory as files. */
async function childrenOf(pid: number): Promise<readonly number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return text.trim().split(/\s+/).map(Number);
}

async function residentMb(pid: number | undefined): Promise<number> {
  if (pid === undefined) throw new Error('The function has no process');
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  if (kilobytes === undefined) throw new Error('The process has no memory');
  return Number(kilobytes) / 1024;
}
