import type { Resolved, StateName } from '../model/state-name.ts';

/** Where a request stands, for the first line of whatever shows it: symbol and words. */
export const HEADINGS: Readonly<Record<StateName, string>> = {
  waiting: ':hourglass_flowing_sand: Approval needed',
  sending: ':arrow_forward: Approved, sending to doo',
  rejected: ':no_entry: Rejected',
  cancelled: ':heavy_minus_sign: Cancelled',
  expired: ':alarm_clock: Expired',
  failed: ':warning: No result recorded',
  accepted: ':white_check_mark: Accepted',
  partly_accepted: ':warning: Partly accepted',
  refused: ':no_entry: Refused by doo: nothing sent',
  not_sent: ':no_entry: Not sent',
  unknown: ':red_circle: Unclear: doo may have started sending',
};

/** Of a request that was closed before its time was over, with no decision. */
export const CLOSED_HEADING = ':no_entry: Closed without a decision';

const RESOLVED: Readonly<Record<string, string>> = {
  started: ':ballot_box_with_check: Confirmed: doo started sending',
  not_started: ":heavy_minus_sign: Confirmed: doo didn't start",
  unresolved: ':red_circle: Still unclear: doo may have started sending',
};

/** The heading of a request. What is unclear is called by its resolution, once it has one. */
export function headingOf(state: StateName, resolved?: Resolved): string {
  if (state !== 'unknown' || resolved === undefined) return HEADINGS[state];
  const { resolution, accepted, calls } = resolved;
  // What did not start is no end of the rest, which doo accepted.
  if (resolution === 'not_started' && accepted > 0)
    return `${HEADINGS.partly_accepted}: ${accepted} of ${calls}`;
  return (
    (Object.hasOwn(RESOLVED, resolution) ? RESOLVED[resolution] : undefined) ?? HEADINGS[state]
  );
}

/** Words without the symbol before them. */
export function withoutSymbol(heading: string): string {
  return heading.replace(/^:[a-z_]+: /, '');
}

/** A heading in a sentence, without its symbol. */
export function headingWords(state: StateName, resolved?: Resolved): string {
  return withoutSymbol(headingOf(state, resolved));
}
