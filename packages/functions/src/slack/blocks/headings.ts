import type { StateName } from '../ledger/state.ts';

/** Where a request stands, for the first line of whatever shows it: symbol and words. */
export const HEADINGS: Readonly<Record<StateName, string>> = {
  waiting: ':hourglass_flowing_sand: Waiting for approval',
  sending: ':arrow_forward: Approved, sending to doo',
  rejected: ':no_entry: Rejected',
  cancelled: ':heavy_minus_sign: Cancelled',
  expired: ':alarm_clock: Expired',
  failed: ':grey_question: Ended without a result',
  accepted: ':white_check_mark: Accepted by doo',
  partly_accepted: ':warning: Accepted by doo in part',
  refused: ':no_entry: Not sent: refused',
  not_sent: ':no_entry: Not sent',
  unknown: ':grey_question: Unknown: doo may have started',
};
