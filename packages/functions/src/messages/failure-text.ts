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
      return 'doo could not be reached';
    case 'unauthorized':
      return `doo refused the credentials${status}${detail}`;
    case 'rate_limited':
      return `doo's limit of calls was used up${status}${detail}`;
    case 'kept_for_sending':
      return "doo's last calls of this day are kept for what was approved";
    case 'refused':
      return `doo refused the call${status}${detail}`;
    case 'timed_out':
      return `doo did not answer in time${status}`;
    case 'interrupted':
      return 'the connection broke after the call was sent';
    case 'server_error':
      return `doo failed while it handled the call${status}${detail}`;
    case 'redirected':
      return `doo answered with a redirect${status}, which is not followed`;
    case 'unreadable':
      return `doo's answer could not be read${status}`;
    case 'too_large':
      return `doo's answer was too large to read${status}`;
    case 'mismatched':
      return `doo's answer carries another status than its connection${status}${detail}`;
  }
}

/** The one thing to do about a failure that left nothing sent. */
export function remedyWords(failure: DooFailure): string {
  switch (failure.code) {
    case 'unauthorized':
      return 'Ask an administrator to renew the credentials in the doo secret.';
    case 'rate_limited':
      return 'Wait until doo allows calls again, then ask again.';
    case 'kept_for_sending':
      return 'Ask again tomorrow; an administrator can have doo raise its limit of calls.';
    case 'refused':
      return 'Check the configuration and the event IDs in doo, then ask again.';
    default:
      return 'Try again later; if it stays, ask an administrator.';
  }
}
