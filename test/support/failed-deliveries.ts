import type { Sandbox } from '@doo-repush/sandbox/sandbox';

/**
 * The deliveries that Slack would show as failed: late, not answered with 200, or with an unusable
 * response.
 */
export function failedDeliveries(sandbox: Sandbox): string[] {
  return sandbox.slack.deliveries
    .filter(({ late, status, error }) => late || status !== 200 || error !== null)
    .map(({ kind, durationMs, status, error }) => `${kind} ${status} ${durationMs} ms ${error}`);
}
