import { createHmac } from 'node:crypto';

/**
 * The headers that authenticate a delivery (Slack docs: Verifying requests from Slack, scheme v0):
 * HMAC-SHA256 of `v0:<timestamp>:<body>` in hex, with the timestamp in seconds.
 */
export function signatureHeaders(
  signingSecret: string,
  body: string,
  atMs: number,
): Record<string, string> {
  const timestamp = String(Math.floor(atMs / 1000));
  const digest = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`);
  return {
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${digest.digest('hex')}`,
  };
}
