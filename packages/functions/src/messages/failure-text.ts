import type { DooFailure } from '@doo-repush/core/doo/failure';
import { foreign } from './mrkdwn.ts';

/**
 * What went wrong between us and doo, as a clause without a full stop.
 * @param quote makes doo's own words fit for where they stand; mrkdwn unless told
 */
export function failureWords(
  failure: DooFailure,
  quote: (text: string, maxChars: number) => string = foreign,
): string {
  const detail = failure.detail === undefined ? '' : `: "${quote(failure.detail, 140)}"`;
  const status = failure.status === undefined ? '' : ` (${failure.status})`;
  switch (failure.code) {
    case 'unreachable':
      return "doo couldn't be reached";
    case 'unauthorized':
      return `doo refused our credentials${status}${detail}`;
    case 'rate_limited':
      return `doo's call limit was reached${status}${detail}`;
    case 'kept_for_sending':
      return "doo's last calls of this day are kept for what was approved";
    case 'refused':
      return `doo refused the call${status}${detail}`;
    case 'timed_out':
      return `doo didn't answer in time${status}`;
    case 'interrupted':
      return 'the connection dropped before doo answered';
    case 'server_error':
      return `doo hit an error while handling the call${status}${detail}`;
    case 'redirected':
      return `doo answered with a redirect${status}, which isn't followed`;
    case 'unreadable':
      return `doo's answer couldn't be read${status}`;
    case 'too_large':
      return `doo's answer was too large to read${status}`;
    case 'mismatched':
      return `doo gave two different answers at once${status}${detail}`;
  }
}

/** The one thing to do about a failure that left nothing sent. */
export function remedyWords(failure: DooFailure): string {
  switch (failure.code) {
    case 'unauthorized':
      return 'Ask an admin to renew the credentials in the doo secret.';
    case 'rate_limited':
      return 'Wait until doo allows calls again, then ask again.';
    case 'kept_for_sending':
      return 'Ask again tomorrow; an admin can have doo raise its call limit.';
    case 'refused':
      return 'Check the system and the event IDs in doo, then ask again.';
    default:
      return 'Try again later. Still failing? Ask an admin.';
  }
}
