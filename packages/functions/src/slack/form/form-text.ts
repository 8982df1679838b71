import { escapeText } from '../../messages/mrkdwn.ts';
import { wentWrong } from '../../messages/private/may-not-ask.ts';

/** A form that Slack did not take after a choice. @param advice what to do in it */
export function notRebuilt(advice: string, reference: string): string {
  return wentWrong(`The form couldn't be updated. ${advice}, if it's still open.`, reference);
}

/** Advice for it. */
export const ADVICE = {
  pickAgain: (field: string) => `Pick the ${field} again there`,
  pick: 'Pick there what you want',
  pressAgain: 'Press the button again',
} as const;

/** @param isSure whether the request has surely not reached the workflow */
export function notHandedOver(isSure: boolean, reference: string): string {
  const what = isSure
    ? NOT_SENT
    : "We're not sure your request got through. Sending this form again never makes a second one.";
  return wentWrong(what, reference);
}

export const NOT_SENT = 'Not sent for approval.';

export function alreadySent(command: string): string {
  return `You already sent this form. Close it and start a new one with ${command}.`;
}

/** Beside the request: how its times were read. */
export function aboutTimes(notes: readonly string[]): string {
  return `About the times in your request: ${escapeText(notes.join(' '))}`;
}

/** Before why the person may not ask. */
export function nothingFilledIn(why: string): string {
  return `Nothing was filled in. ${why}`;
}
