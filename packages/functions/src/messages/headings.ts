import type { StateName } from '../model/state-name.ts';

/** Where a request stands, for the first line of whatever shows it: symbol and words. */
export const HEADINGS: Readonly<Record<StateName, string>> = {
  waiting: ':hourglass_flowing_sand: Waiting for approval',
  sending: ':arrow_forward: Approved, sending to doo',
  rejected: ':no_entry: Rejected',
  cancelled: ':heavy_minus_sign: Cancelled',
  expired: ':alarm_clock: Expired',
  failed: ':grey_question: Ended without a report',
  accepted: ':white_check_mark: Accepted by doo',
  partly_accepted: ':warning: Accepted by doo in part',
  refused: ':no_entry: Not sent: refused',
  not_sent: ':no_entry: Not sent',
  unknown: ':grey_question: Unknown: doo may have started',
};

/** Of a request that was closed before its time was over, with no decision. */
export const CLOSED_HEADING = ':no_entry: Closed without a decision';

const RESOLVED: Readonly<Record<string, string>> = {
  started: ':ballot_box_with_check: Resolved: doo did start',
  not_started: ':heavy_minus_sign: Resolved: doo did not start',
  unresolved: ':grey_question: Unresolved: doo may have started',
};

/**
 * The heading of a request. What is unknown is called by its resolution, once it has one.
 * @param resolution as the ledger names it
 */
export function headingOf(state: StateName, resolution?: string): string {
  const resolved =
    state === 'unknown' && resolution !== undefined && Object.hasOwn(RESOLVED, resolution)
      ? RESOLVED[resolution]
      : undefined;
  return resolved ?? HEADINGS[state];
}
