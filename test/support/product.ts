import { fileURLToPath } from 'node:url';
import { type Sandbox, type SandboxOptions, startSandbox } from '@doo-repush/sandbox/sandbox';
import { onTestFinished } from 'vitest';

export const distDir = fileURLToPath(new URL('../../dist', import.meta.url));

/** doo's queue all but stands still: thousands of webhooks would be most of a run's work. */
const QUEUED = 1e-6;
/** doo's webhooks arrive at once. */
export const DELIVERED = 100_000;

/**
 * The requests of a test follow one another. What waits from earlier ones wakes with them, and would
 * start processes that nobody looks at.
 */
export const ONE_AT_A_TIME = { repush: 1, worker: 1 } as const;

/**
 * The built product between its peers, without doo's limit of one call a second, with as many open
 * requests as a test leaves behind, and with webhooks
 * that stay in doo's queue unless a time factor is given, and with one process of the workflow unless more
 * are asked for; stopped when the test ends.
 */
export async function startProduct(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  const sandbox = await launchProduct({ maxProcesses: ONE_AT_A_TIME, ...options });
  onTestFinished(() => sandbox.stop());
  return sandbox;
}

/** The same, to be stopped by whoever starts it. */
export function launchProduct(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  const { settings, ...others } = options;
  return startSandbox({
    distDir,
    timeFactor: QUEUED,
    dooLimits: { perSecond: null },
    provisioned: ['slack'],
    settings: { DOO_CALL_INTERVAL_MS: '0', MAX_OPEN_REQUESTS: '1000', ...settings },
    ...others,
  });
}

/** A request that the sandbox's doo accepts with 412 orders. */
export const acmeOrders = {
  organization: 'Acme',
  configuration: 'CRM production',
  resource: 'orders',
  eventIds: '41231',
  window: { kind: 'everything' },
  reason: 'CRM outage on Friday',
} as const;
