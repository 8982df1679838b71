import { MAX_REASON_CHARS } from '@doo-repush/core/repush/limits';
import type { EventsAgain } from '../../ledger/event-fates.ts';
import type { Fate } from '../../model/event-fate.ts';
import { count, fitted } from '../../runtime/text.ts';
import { foreign, mention } from '../mrkdwn.ts';

const MAX_IDS_CHARS = 200;

const FILLED_IN: Readonly<Record<Fate, string>> = {
  unsent: 'not sent before',
  unsure: 'that doo may have started sending',
  started: 'that doo already accepted',
};
const LEFT_OUT: Readonly<Record<Fate, string>> = {
  unsent: 'not sent',
  unsure: 'doo may have started sending',
  started: 'already accepted',
};

/** Why a request was rejected, and by whom. */
export interface Rejection {
  readonly by: string | undefined;
  readonly reason: string;
}

/** The head of a form for a rerun, as mrkdwn: first what somebody wanted otherwise. */
export function filledInFrom(reference: string, rejection?: Rejection): string {
  const filledIn = `:information_source: Filled in from request ${foreign(reference, 10)}. Change what you need: this asks for a new approval.`;
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
  ":warning: The earlier request's card didn't load. Check there which events doo accepted: running them again sends every webhook twice.";

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
      : `:warning: Includes ${events} ${FILLED_IN[fate]}. Running it again ${fate === 'unsure' ? 'may send' : 'sends'} every webhook twice.`;
  if (again.isPart || again.configurationId !== undefined) return partWords(again);
  const others = leftOut.map((each) => `${idsWords(each.eventIds)} (${LEFT_OUT[each.fate]})`);
  return `:information_source: Includes ${events} ${FILLED_IN[fate]}. Left out: ${others.join(', ')}. Add an ID only to send it again.`;
}

/** Explains that events were sent to only some of several configurations. */
function partWords({ fate, eventIds, calls, leftOut, isPart }: EventsAgain): string {
  const events = eventIds.length === 0 ? '' : ` (${idsWords(eventIds)})`;
  const others = leftOut.map(
    (each) => `${count(each.calls, 'call', 'calls')} (${LEFT_OUT[each.fate]})`,
  );
  const change = isPart
    ? 'They stay left out unless you change what is sent, the times or the types.'
    : 'Pick *All systems* to ask for them as well.';
  return `:information_source: Includes ${count(calls, 'call', 'calls')}${events} ${FILLED_IN[fate]}. Left out: ${others.join(', ')}. ${change}`;
}

function idsWords(eventIds: readonly string[]): string {
  return fitted(eventIds, ', ', MAX_IDS_CHARS, (left) => `and ${left} more`);
}
