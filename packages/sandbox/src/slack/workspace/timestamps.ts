import type { Workspace } from './workspace.ts';

/**
 * The next message timestamp in a channel: clock seconds, a decimal point and six digits, each later
 * than the one before even if the clock stands still.
 */
export function nextTs(workspace: Workspace, channelId: string): string {
  const nowMicros = BigInt(Math.floor(workspace.clock.now())) * 1000n;
  const last = workspace.state.lastTs[channelId];
  const lastMicros = last === undefined ? 0n : BigInt(last.replace('.', ''));
  const micros = nowMicros > lastMicros ? nowMicros : lastMicros + 1n;
  const digits = micros.toString().padStart(16, '0');
  const ts = `${digits.slice(0, -6)}.${digits.slice(-6)}`;
  workspace.state.lastTs[channelId] = ts;
  return ts;
}

/** Microseconds of a timestamp such as "1700000000.000100" or "1700000000". */
function microsOf(ts: string): bigint {
  const [seconds = '0', fraction = ''] = ts.split('.');
  return BigInt(seconds + fraction.padEnd(6, '0').slice(0, 6));
}

/** True if `ts` is a comparable timestamp. */
export function isTimestamp(ts: string): boolean {
  return /^\d+(\.\d*)?$/.test(ts);
}

/** Negative, zero or positive as `left` is earlier than, equal to or later than `right`. */
export function compareTs(left: string, right: string): number {
  const difference = microsOf(left) - microsOf(right);
  return difference < 0n ? -1 : Number(difference > 0n);
}
