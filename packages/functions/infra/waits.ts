import { LONGEST_FIRST_MS } from '@doo-repush/core/repush/first';
import {
  ANSWER_WITHIN_MS,
  LONGEST_ESTIMATE_MS,
  RESOLVE_WITHIN_MS,
} from '@doo-repush/core/repush/follow-up';
import { LONGEST_PACE_MS } from '@doo-repush/core/repush/pace';
import { SEND_WINDOW_MS } from '@doo-repush/core/repush/retry-policy';
import { LONGEST_DECISION_MS } from '@doo-repush/core/repush/waiting';

const DAY_MS = 24 * 3_600_000;

/** The longest waits of one request, in days, one after another. */
export const LONGEST_WAITS_DAYS = {
  /** For a decision, in real time: it includes nights and weekends that office hours leave out. */
  decision: LONGEST_DECISION_MS / DAY_MS,
  /** For capacity within doo's rate limit. */
  sending: SEND_WINDOW_MS / DAY_MS,
  /** For each target's turn at the requested rate. */
  pace: LONGEST_PACE_MS / DAY_MS,
  /** Until the first target should have arrived, and for the answer whether it did. */
  first: LONGEST_FIRST_MS / DAY_MS,
  /** Until the question about the arrival. A resolution is awaited during this time too. */
  estimate: LONGEST_ESTIMATE_MS / DAY_MS,
  /** For the answer to that question, or the resolution of an unknown outcome. */
  answer: Math.max(ANSWER_WITHIN_MS, RESOLVE_WITHIN_MS) / DAY_MS,
} as const;

/**
 * How long Slack may be unavailable in total while a request is reported, in days: longer than it takes to
 * give up the four patient writes that can follow one another.
 */
export const SLACK_AWAY_DAYS = 5;

/** How long AWS keeps an ended execution: the maximum that Lambda allows. */
export const EXECUTION_RETENTION_DAYS = 90;
