import { createHmac, timingSafeEqual } from 'node:crypto';

/** Slack says to refuse requests more than five minutes old (Slack docs: Verifying requests). */
const MAX_SKEW_SECONDS = 5 * 60;

export interface SignedParts {
  readonly body: Uint8Array;
  /** `X-Slack-Signature` */
  readonly signature: string;
  /** `X-Slack-Request-Timestamp`: seconds since the epoch */
  readonly timestamp: string;
}

/** Whether the timestamp is within five minutes of `nowMs`, in either direction. */
export function isTimely(timestamp: string, nowMs: number): boolean {
  if (!/^[0-9]{1,12}$/.test(timestamp)) return false;
  return Math.abs(nowMs / 1000 - Number(timestamp)) <= MAX_SKEW_SECONDS;
}

/** Whether a text has the format of a signature. */
export function isSignature(text: string): boolean {
  return text.length === 67 && /^v0=[0-9a-f]{64}$/.test(text);
}

/** Whether the raw body was signed with `signingSecret`; compares in constant time. */
export function isSigned(parts: SignedParts, signingSecret: string): boolean {
  if (!isSignature(parts.signature)) return false;
  const expected = createHmac('sha256', signingSecret)
    .update(`v0:${parts.timestamp}:`)
    .update(parts.body)
    .digest();
  return timingSafeEqual(expected, Buffer.from(parts.signature.slice(3), 'hex'));
}
