import { CALL_SETTLED_MS } from '../../slack-api/call-times.ts';
import { OutOfTimeError, type Patience } from '../../slack-api/retry.ts';

/** The clock may be advanced from outside, so it is read this often. */
const NAP_MS = 250;

/**
 * Waits until nothing of an ended execution can still be in flight to Slack, so that later writes last.
 * @param endedAtMs when it ended, in milliseconds since the epoch; if `undefined`, assumes just now
 * @throws OutOfTimeError if that is after the deadline
 */
export async function untilSettled(
  endedAtMs: number | undefined,
  { now, sleep, deadlineMs }: Patience,
): Promise<void> {
  // The clocks of AWS and this process differ.
  const settledMs = Math.min(endedAtMs ?? now(), now()) + CALL_SETTLED_MS;
  if (settledMs > deadlineMs) throw new OutOfTimeError('the execution ended a moment ago');
  while (now() < settledMs) await sleep(Math.min(NAP_MS, settledMs - now()));
}
