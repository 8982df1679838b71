import {
  ANSWER_WITHIN_MS,
  LONGEST_ESTIMATE_MS,
  RESOLVE_WITHIN_MS,
} from '@doo-repush/core/repush/follow-up';
import { LONGEST_PACE_MS } from '@doo-repush/core/repush/pace';
import { SEND_WINDOW_MS } from '@doo-repush/core/repush/retry-policy';
import { LONGEST_APPROVAL_HOURS } from '../src/runtime/settings.ts';

const DAY_MS = 24 * 3_600_000;

/** The longest that one request may wait, in days, one after the other. */
export const LONGEST_WAITS_DAYS = {
  /** For a decision: the upper bound of APPROVAL_TIMEOUT_HOURS. */
  decision: LONGEST_APPROVAL_HOURS / 24,
  /** For room in doo's limit of calls. */
  sending: SEND_WINDOW_MS / DAY_MS,
  /** For the turn of each target at the rate that was asked for. */
  pace: LONGEST_PACE_MS / DAY_MS,
  /** Until it is asked whether the webhooks arrived; a resolution is waited for meanwhile. */
  estimate: LONGEST_ESTIMATE_MS / DAY_MS,
  /** For that answer, or for the resolution of an unknown outcome. */
  answer: Math.max(ANSWER_WITHIN_MS, RESOLVE_WITHIN_MS) / DAY_MS,
} as const;

/**
 * How long Slack may be away all in all while a request is reported, in days: longer than it takes to
 * give up the four patient writes that can follow one another.
 */
export const SLACK_AWAY_DAYS = 5;

/** How long AWS keeps an execution that has ended: the most that Lambda allows. */
export const EXECUTION_RETENTION_DAYS = 90;
