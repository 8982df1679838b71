import { fileURLToPath } from 'node:url';
import { type Sandbox, type SandboxOptions, startSandbox } from '@doo-repush/sandbox/sandbox';
import { onTestFinished } from 'vitest';

export const distDir = fileURLToPath(new URL('../../dist', import.meta.url));

/** doo's queue almost stands still: thousands of webhooks would take most of a run's time. */
const QUEUED = 1e-6;
/** doo's webhooks arrive immediately. */
export const DELIVERED = 100_000;

/**
 * A test makes one request at a time. More processes would only serve pending requests of earlier tests
 * that wake up along the way.
 */
export const ONE_AT_A_TIME = { repush: 1, worker: 1 } as const;

/**
 * Starts the built product between its peers: without doo's limit of one call per second, with as many open
 * requests as tests leave behind, with webhooks that stay in doo's queue unless a time factor is given, and
 * with a single process of the workflow unless more are requested. Stops when the test ends.
 */
export async function startProduct(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  const sandbox = await launchProduct({ maxProcesses: ONE_AT_A_TIME, ...options });
  onTestFinished(() => sandbox.stop());
  return sandbox;
}

/** The same, stopped by the caller. */
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

/** Longer than what a process began at its start waits for its first use. */
const EARLY_MS = 5_000;

/**
 * Replaces a secret before it is first needed: the clock moves on, so that no process uses what it read
 * while it started.
 */
export function replaceSecret(sandbox: Sandbox, id: string, secret: object | string): void {
  sandbox.secrets.set(id, secret);
  sandbox.clock.advance(EARLY_MS);
}
