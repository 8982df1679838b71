import { RESOURCES } from '@doo-repush/core/doo/resources';
import type { RepushRequest } from '@doo-repush/core/repush/request';
import { type Target, targetsOf } from '@doo-repush/core/repush/targets';
import type { ConfigurationFacts } from '../configuration-text.ts';
import { count, foreign } from '../mrkdwn.ts';
import type { EarlierFacts } from './duplicates-text.ts';
import type { WindowFacts } from './window-text.ts';

/** What doo said of an event when the request was checked. */
export type EventFacts =
  | {
      readonly kind: 'found';
      readonly title: string;
      /** As doo writes them. */
      readonly startDate?: string;
      readonly endDate?: string;
    }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'unchecked' };

/** A request with the names that the check found: what a card shows. */
export interface CheckedRequest {
  readonly request: RepushRequest;
  readonly organizationName: string;
  /** Under which doo lists its configurations. */
  readonly teamId: string;
  /** What the approval is for: one, or for *All configurations* those that doo listed. */
  readonly configurations: readonly ConfigurationFacts[];
  /** False where doo may have more of them, which get nothing. */
  readonly isListComplete: boolean;
  /** Places that are not asked for, counted from 1 over all events and configurations. */
  readonly leftOut?: readonly number[];
  /** By event id. */
  readonly events: Readonly<Record<string, EventFacts>>;
  readonly earlier: EarlierFacts;
  readonly window: WindowFacts;
}

/** The init calls that an approval of the card is for. */
export function targetsOfChecked({
  request,
  configurations,
  leftOut,
}: Pick<CheckedRequest, 'request' | 'configurations' | 'leftOut'>): readonly Target[] {
  const configurationIds = configurations.map(({ id }) => id);
  return targetsOf(request, { configurationIds, ...(leftOut && { leftOut }) });
}

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
