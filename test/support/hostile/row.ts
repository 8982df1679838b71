import type { Lab, Reply } from './lab.ts';
import { markupSince, type Trace, worldOf, wrongIn } from './world.ts';

/** A delivery that Slack signed, or that went past it, and yet wants what it must not get. */
export interface HostileRow {
  readonly title: string;
  readonly send: (lab: Lab) => Promise<Reply>;
  /** The status of the answer, 200 where left out. */
  readonly status?: number;
  /** What somebody is told; an empty answer where left out. */
  readonly told?: RegExp;
  /** What the delivery may leave behind, `nothing` where left out. */
  readonly leaves?: Trace;
  /** What has to be there before the delivery, and does not count as left behind by it. */
  readonly prepare?: (lab: Lab) => Promise<unknown>;
}

/** Sends the delivery of a row. @returns what was wrong with its answer or with what it left */
export async function faultsOf(row: HostileRow, lab: Lab): Promise<readonly string[]> {
  const { send, status = 200, told = /^$/, leaves = 'nothing', prepare } = row;
  await lab.card();
  await lab.approversCard();
  await prepare?.(lab);
  const before = worldOf(lab.sandbox);
  const reply = await send(lab);
  const after = worldOf(lab.sandbox);
  return [
    ...(reply.status === status ? [] : [`answered ${reply.status} instead of ${status}`]),
    ...(told.test(reply.text) ? [] : [`told ${JSON.stringify(reply.text.slice(0, 300))}`]),
    ...wrongIn(before, after, leaves),
    ...markupSince(lab.sandbox, before, reply.text).map((found) => `wrote ${found} to Slack`),
  ];
}
