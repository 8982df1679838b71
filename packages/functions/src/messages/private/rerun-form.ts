import { MAX_REASON_CHARS } from '@doo-repush/core/repush/limits';
import type { EventsAgain } from '../../ledger/event-fates.ts';
import type { Fate } from '../../model/event-fate.ts';
import { count, fitted } from '../../runtime/text.ts';
import { foreign, mention } from '../mrkdwn.ts';

const MAX_IDS_CHARS = 200;

const FILLED_IN: Readonly<Record<Fate, string>> = {
  unsent: 'of which nothing was sent',
  unsure: 'of which doo may have started to send',
  started: 'of which doo started to send',
};
const LEFT_OUT: Readonly<Record<Fate, string>> = {
  unsent: 'nothing was sent',
  unsure: 'doo may have started to send',
  started: 'doo started to send',
};

/** Why a request was rejected, and by whom. */
export interface Rejection {
  readonly by: string | undefined;
  readonly reason: string;
}

/** The head of a form for a rerun, as mrkdwn: first what somebody wanted otherwise. */
export function filledInFrom(reference: string, rejection?: Rejection): string {
  const filledIn = `:information_source: Filled in with the values of request ${foreign(reference, 10)}. Change what is no longer so: this asks for a new approval.`;
  if (rejection === undefined) return filledIn;
  const who = rejection.by === undefined ? 'An approver' : mention(rejection.by);
  return `:no_entry: ${who} rejected it: ${foreign(rejection.reason, MAX_REASON_CHARS)}\n${filledIn}`;
}

/** Of an expired request whose times were given as a time ago: both as words for their ends. */
export function movedWindowWords(before: string, moved: string, timeZone: string): string {
  return `:warning: *The times have moved on*, since you gave them as a time ago: updated ${moved} (${timeZone}). The card says ${before}: pick that again for the same times.`;
}

/** Shown if the card of the request to be rerun could not be read. */
export const UNREAD_AGAIN =
  ':warning: The card of the request before could not be read. Look there which events doo accepted: sending them again repeats every webhook.';

/**
 * Explains which event IDs are filled in for a rerun, as a line of mrkdwn.
 * @returns `undefined` if none is left out and sending them repeats nothing
 */
export function againWords(again: EventsAgain): string | undefined {
  const { fate, eventIds, leftOut } = again;
  const events = count(eventIds.length, 'event', 'events');
  if (leftOut.length === 0)
    return fate === 'unsent'
      ? undefined
      : `:warning: Filled in: ${events} ${FILLED_IN[fate]}. Sending again ${fate === 'unsure' ? 'may repeat' : 'repeats'} every webhook.`;
  if (again.isPart || again.configurationId !== undefined) return partWords(again);
  const others = leftOut.map((each) => `${idsWords(each.eventIds)} (${LEFT_OUT[each.fate]})`);
  return `:information_source: Filled in: ${events} ${FILLED_IN[fate]}. Left out: ${others.join(', ')}. Add an ID to send it again as well.`;
}

/** Explains that events were sent to only some of several configurations. */
function partWords({ fate, eventIds, calls, leftOut, isPart }: EventsAgain): string {
  const events = eventIds.length === 0 ? '' : ` (${idsWords(eventIds)})`;
  const others = leftOut.map(
    (each) => `${count(each.calls, 'call', 'calls')} (${LEFT_OUT[each.fate]})`,
  );
  const change = isPart
    ? 'They stay left out unless you change the resource, the window or the types.'
    : 'Choose *All configurations* to ask for them as well.';
  return `:information_source: Filled in: ${count(calls, 'call', 'calls')}${events} ${FILLED_IN[fate]}. Left out: ${others.join(', ')}. ${change}`;
}

function idsWords(eventIds: readonly string[]): string {
  return fitted(eventIds, ', ', MAX_IDS_CHARS, (left) => `and ${left} more`);
}
