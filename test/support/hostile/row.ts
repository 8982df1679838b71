import type { Lab, Reply } from './lab.ts';
import { markupSince, type Trace, worldOf, wrongIn } from './world.ts';

/** A delivery that Slack signed, or that bypassed it, and that attempts something forbidden. */
export interface HostileRow {
  readonly title: string;
  readonly send: (lab: Lab) => Promise<Reply>;
  /** The status of the response; 200 by default. */
  readonly status?: number;
  /** What somebody is told; an empty response by default. */
  readonly told?: RegExp;
  /** What the delivery may leave behind; `nothing` by default. */
  readonly leaves?: Trace;
  /** Prepares what the delivery needs; not counted as left behind by it. */
  readonly prepare?: (lab: Lab) => Promise<unknown>;
}

/** Sends the delivery of a row. @returns what was wrong with its response or with what it left behind */
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
