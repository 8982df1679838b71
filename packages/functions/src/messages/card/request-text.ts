import { RESOURCES } from '@doo-repush/core/doo/resources';
import type { RepushRequest } from '@doo-repush/core/repush/request';
import type { EventFacts } from '../../model/checked-request.ts';
import { count } from '../../runtime/text.ts';
import { foreign } from '../mrkdwn.ts';

/** `orders of 3 events`, `contacts of the organization`: what is repushed. */
export function whatWords(request: RepushRequest): string {
  const { plural } = RESOURCES[request.resource];
  if (!('eventIds' in request)) return `all ${plural} of the organization`;
  return `${plural} of ${count(request.eventIds.length, 'event', 'events')}`;
}

/** `41231 Spring Summit (2026-05-02)`, or that doo does not know it, or that nobody could say. */
export function eventWords(eventId: string, facts: EventFacts | undefined): string {
  switch (facts?.kind) {
    case 'found':
      return `${eventId} ${foreign(facts.title, 60)}${dateWords(facts.startDate, facts.endDate)}`;
    case 'unknown':
      return `${eventId} :warning: doo does not know this event`;
    default:
      return `${eventId} (title could not be checked)`;
  }
}

/** ` (2026-12-16 to 2026-12-17)`: the days as doo writes them, whatever zone it means. */
function dateWords(startDate: string | undefined, endDate: string | undefined): string {
  const days = [startDate, endDate].filter((date) => date !== undefined).map(dayOf);
  return days.length === 0 ? '' : ` (${[...new Set(days)].join(' to ')})`;
}

function dayOf(date: string): string {
  return /^\d{4}-\d\d-\d\d(?!\d)/.exec(date)?.[0] ?? foreign(date, 15);
}
