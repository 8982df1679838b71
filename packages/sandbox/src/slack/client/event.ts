import type { ClientContext } from './context.ts';
import type { Answer, Delivery, Retry } from './delivery.ts';

/** When a failed event is retried: at once, then 1 and 5 minutes later (Slack docs: Events API). */
const RETRY_DELAYS_MS = [0, 60_000, 300_000];

function failureOf({ late, status }: Delivery): Retry['reason'] | undefined {
  if (late) return 'http_timeout';
  if (status === null) return 'connection_failed';
  return status >= 200 && status < 300 ? undefined : 'http_error';
}

/**
 * Delivers an event. One that fails is retried up to three times, unless the app declines with
 * X-Slack-No-Retry; returns the first delivery's response.
 */
export async function sendEvent(
  context: ClientContext,
  userId: string,
  body: string,
): Promise<Delivery> {
  const { deliverer, workspace } = context;
  const contentType = 'application/json';

  function repeatAfter({ delivery, noRetry }: Answer): void {
    const reason = failureOf(delivery);
    const earlier = delivery.retry?.num ?? 0;
    const delayMs = RETRY_DELAYS_MS[earlier];
    if (reason === undefined || noRetry || delayMs === undefined) return;
    const retry = { num: earlier + 1, reason };
    const again = () =>
      void deliverer.send('event', userId, body, { contentType, retry }).then(repeatAfter);
    deliverer.later(workspace.clock.now() + delayMs, again);
  }

  const first = await deliverer.send('event', userId, body, { contentType });
  repeatAfter(first);
  return first.delivery;
}
