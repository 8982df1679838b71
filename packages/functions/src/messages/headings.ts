import type { Resolved, StateName } from '../model/state-name.ts';
import { count } from '../runtime/text.ts';

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

/** The heading of a request. What is unknown is called by its resolution, once it has one. */
export function headingOf(state: StateName, resolved?: Resolved): string {
  if (state !== 'unknown' || resolved === undefined) return HEADINGS[state];
  const { resolution, accepted, calls } = resolved;
  if (resolution === 'not_started' && accepted > 0)
    return `${HEADINGS.partly_accepted}: ${accepted} of ${count(calls, 'call', 'calls')}, what was unknown did not start`;
  return (
    (Object.hasOwn(RESOLVED, resolution) ? RESOLVED[resolution] : undefined) ?? HEADINGS[state]
  );
}

/** The same in a sentence, without its symbol. */
export function headingWords(state: StateName, resolved?: Resolved): string {
  return headingOf(state, resolved).replace(/^:[a-z_]+: /, '');
}
