import { RESOURCES } from '@doo-repush/core/doo/resources';
import type { CheckedRequest, EventFacts } from '../../model/checked-request.ts';
import { count } from '../../runtime/text.ts';
import { systemWords } from '../configuration-text.ts';
import { foreign } from '../mrkdwn.ts';

const MAX_TITLE_CHARS = 60;

type Quote = (text: string, maxChars: number) => string;

/** `orders of 41231 Spring Summit`, `orders of 3 events`, `all contacts`: what is repushed. */
export function whatWords(
  { request, events }: Pick<CheckedRequest, 'request' | 'events'>,
  quote: Quote = foreign,
  maxChars = MAX_TITLE_CHARS,
): string {
  const { plural } = RESOURCES[request.resource];
  if (!('eventIds' in request)) return `all ${plural}`;
  const [only = ''] = request.eventIds;
  if (request.eventIds.length > 1)
    return `${plural} of ${count(request.eventIds.length, 'event', 'events')}`;
  return `${plural} of ${eventName(only, events[only], quote, maxChars)}`;
}

/** `41231 Spring Summit`, or the ID alone where doo gave no title. */
function eventName(
  eventId: string,
  facts: EventFacts | undefined,
  quote: Quote,
  maxChars: number,
): string {
  return facts?.kind === 'found' ? `${eventId} ${quote(facts.title, maxChars)}` : eventId;
}

/** `Orders of *41231 Spring Summit* → *CRM production* (Acme)`: what a request was about. */
export function subjectWords(checked: CheckedRequest): string {
  const what = whatWords(checked);
  return `${capitalized(what)} → *${systemWords(checked)}* (${foreign(checked.organizationName, 80)})`;
}

/** `41231 Spring Summit`, or that doo does not know it, or that nobody could say. */
export function eventWords(eventId: string, facts: EventFacts | undefined): string {
  switch (facts?.kind) {
    case 'found':
      return `${eventId} ${foreign(facts.title, MAX_TITLE_CHARS)}`;
    case 'unknown':
      return `${eventId} · not found in doo`;
    default:
      return `${eventId} (couldn't load the title)`;
  }
}

/** The same with its days as doo writes them, whatever zone it means. */
export function eventAtLength(eventId: string, facts: EventFacts | undefined): string {
  const words = eventWords(eventId, facts);
  if (facts?.kind !== 'found') return words;
  const dates = [facts.startDate, facts.endDate].filter((date) => date !== undefined).map(dayOf);
  return dates.length === 0 ? words : `${words} (${[...new Set(dates)].join(' to ')})`;
}

function dayOf(date: string): string {
  return /^\d{4}-\d\d-\d\d(?!\d)/.exec(date)?.[0] ?? foreign(date, 15);
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
