import { join } from 'node:path';
import {
  createFunctionHost,
  type InvocationResult,
} from '@doo-repush/sandbox/aws/functions/function-host';
import { createClock } from '@doo-repush/sandbox/clock';
import { functionSettings } from '@doo-repush/sandbox/function-settings';
import { distDir } from './product.ts';
import { urlEvent } from './raw-delivery.ts';

/** Settings with every peer at an address where nothing listens. */
const NOBODY = 'http://127.0.0.1:9/';

/** The response of an entry point that is started with `settings` to a GET, which needs no peer. */
export async function startedWith(
  name: 'slack' | 'repush' | 'worker',
  settings: Readonly<Record<string, string>>,
): Promise<InvocationResult> {
  const urls = { slackApiUrl: NOBODY, lambdaUrl: NOBODY, secretsManagerUrl: NOBODY };
  const host = createFunctionHost({
    name,
    bundlePath: join(distDir, name, 'index.mjs'),
    env: { ...functionSettings(urls), ...settings },
    clock: createClock(),
    timeoutMs: 5_000,
    maxProcesses: 1,
    onLog: () => undefined,
  });
  try {
    return await host.invoke(urlEvent({ method: 'GET', headers: {} }));
  } finally {
    await host.stop();
  }
}
