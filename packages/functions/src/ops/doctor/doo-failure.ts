import type { DooFailure, DooFailureCode } from '@doo-repush/core/doo/failure';

/** What a call to doo came to, in our words alone: its code, and the HTTP status or network error. */
export function dooFailureText({ code, status, cause }: DooFailure): string {
  const fact = status ?? cause;
  return fact === undefined ? code : `${code} (${fact})`;
}

/** The one thing to do about a failed call to doo. */
export function dooMend(code: DooFailureCode, stage: string): string {
  switch (code) {
    case 'unauthorized':
      return `Renew the credentials with doo, then: npm run secrets -- edit doo --stage ${stage}`;
    case 'rate_limited':
      return 'Wait until doo counts anew (a second, or the next day), then run the doctor again.';
    case 'kept_for_sending':
      return 'Wait for the next day: the last calls of this one are left to sending.';
    case 'refused':
      return `Compare organizationId and teamId with doo, then: npm run secrets -- edit doo --stage ${stage}`;
    case 'unreachable':
      return 'Check the network between here and doo, and restUrl in the doo secret.';
    default:
      return "Run the doctor again in a minute; if it stays, look at doo's status.";
  }
}
