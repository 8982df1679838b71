import { CALL_SETTLED_MS } from '../../slack-api/call-times.ts';
import { OutOfTimeError, type Patience } from '../../slack-api/retry.ts';

/** Time may be moved on from outside: it is looked at again this often. */
const NAP_MS = 250;

/**
 * Waits until nothing of an execution that has ended can be on its way to Slack any more: what is
 * written then stays.
 * @param endedAtMs when it ended, in milliseconds since the epoch; `undefined`: just now, at worst
 * @throws OutOfTimeError when that is after the deadline
 */
export async function untilSettled(
  endedAtMs: number | undefined,
  { now, sleep, deadlineMs }: Patience,
): Promise<void> {
  // The clocks of AWS and of this process differ.
  const settledMs = Math.min(endedAtMs ?? now(), now()) + CALL_SETTLED_MS;
  if (settledMs > deadlineMs) throw new OutOfTimeError('the execution ended a moment ago');
  while (now() < settledMs) await sleep(Math.min(NAP_MS, settledMs - now()));
}
