import { type Finding, faulty, fine } from '../finding.ts';

const MOST_SKEW_MS = 60_000;
const SECOND_MS = 1_000;

/**
 * Whether this machine's clock agrees with Slack's, to the minute. Both in milliseconds since the
 * epoch; `slackTimeMs` is NaN when Slack did not tell it.
 */
export function checkClock(slackTimeMs: number, localTimeMs: number): Finding {
  if (Number.isNaN(slackTimeMs))
    return faulty(
      'the answer had no Date header',
      'See which proxy stands between here and Slack: it must leave answers as they are.',
    );
  const skewMs = localTimeMs - slackTimeMs;
  const seconds = Math.round(Math.abs(skewMs) / SECOND_MS);
  if (Math.abs(skewMs) <= MOST_SKEW_MS) return fine(`${seconds} s apart`, undefined);
  return faulty(
    `this machine is ${seconds} s ${skewMs > 0 ? 'ahead of' : 'behind'} Slack`,
    'Let this machine set its clock by NTP.',
  );
}
