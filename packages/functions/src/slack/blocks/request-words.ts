import type { RepushRequest } from '@doo-repush/core/repush/request';
import { RESOURCES } from '@doo-repush/core/repush/resources';
import type { EarlierFacts } from './earlier-words.ts';
import { count, exact, foreign } from './text.ts';
import type { WindowFacts } from './window-words.ts';

/** The configuration that a request is for, as doo knows it; `undefined` stands for all of them. */
export interface ConfigurationFacts {
  readonly id: string;
  readonly name: string;
  readonly hosts: readonly string[];
}

/** The configurations that a call for all of them reaches: those with hooks for the resource. */
export interface EveryConfiguration {
  readonly count: number;
  readonly hosts: readonly string[];
  /** False where doo did not show all of them. */
  readonly isComplete: boolean;
  /** The first name or host that says production. */
  readonly production?: string;
}

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
  readonly configuration: ConfigurationFacts | undefined;
  /** Who is reached instead, where doo said it. */
  readonly every?: EveryConfiguration;
  /** By event id. */
  readonly events: Readonly<Record<string, EventFacts>>;
  readonly earlier: EarlierFacts;
  readonly window: WindowFacts;
}

const MAX_TITLES = 10;
const MAX_HOSTS = 3;

/** `orders of 3 events`, `contacts of the organization`: what is repushed. */
export function whatWords(request: RepushRequest): string {
  const { plural } = RESOURCES[request.resource];
  if (!('eventIds' in request)) return `all ${plural} of the organization`;
  return `${plural} of ${count(request.eventIds.length, 'event', 'events')}`;
}

/** `CRM sync (crm.example.com)`, or that it is every configuration. */
export function configurationWords(configuration: ConfigurationFacts | undefined): string {
  if (configuration === undefined) return ':warning: *every configuration* of the organization';
  return `*${foreign(configuration.name, 80)}*${hostWords(configuration.hosts)}`;
}

/** One line an event, at most ten with titles and the ids of the rest. */
export function eventLines(checked: CheckedRequest): readonly string[] {
  const { request, events } = checked;
  if (!('eventIds' in request)) return [];
  const shown = request.eventIds.slice(0, MAX_TITLES);
  const rest = request.eventIds.slice(MAX_TITLES);
  const lines = shown.map((id) => `• ${eventWords(id, events[id])}`);
  return rest.length === 0 ? lines : [...lines, `• and ${rest.length} more: ${rest.join(', ')}`];
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

/** The ID that doo gets, or how many configurations a call without one reaches and where they are. */
export function reachWords({ request, configuration, every }: CheckedRequest): string {
  if (configuration !== undefined) return `*Configuration ID:* ${exact(configuration.id)}`;
  const { plural } = RESOURCES[request.resource];
  if (every === undefined)
    return `*Configurations:* all of the organization; which they are could not be read`;
  const least = every.isComplete ? '' : 'at least ';
  return `*Configurations:* ${least}${every.count} with webhooks for ${plural}${hostWords(every.hosts)}`;
}

function hostWords(hosts: readonly string[]): string {
  if (hosts.length === 0) return ' (endpoint unknown)';
  const more = hosts.length > MAX_HOSTS ? ` and ${hosts.length - MAX_HOSTS} more` : '';
  return ` (${hosts
    .slice(0, MAX_HOSTS)
    .map((host) => foreign(host, 80))
    .join(', ')}${more})`;
}
