import type { StateName } from '../../model/request-state.ts';
import { cardLink } from '../card-link.ts';
import { HEADINGS } from '../headings.ts';
import { fitted, foreign, mention, readerTime } from '../mrkdwn.ts';

/** An earlier request that shares a target with this one. */
export interface Repeat {
  readonly reference: string;
  readonly by: string;
  readonly state: StateName;
  /** When it was asked, or decided where it was. */
  readonly atMs: number;
  /** The events that both name; none for a resource of the organization. */
  readonly eventIds: readonly string[];
  /** Slack's address of its card, where Slack could say. */
  readonly link?: string;
}

/** A request that names some of the events for another organization. */
export interface Elsewhere {
  readonly reference: string;
  readonly organization: string;
  readonly eventIds: readonly string[];
  readonly state: StateName;
  readonly link?: string;
}

/** What the ledger says of requests before this one, when the request was checked. */
export type EarlierFacts =
  | {
      readonly kind: 'unread';
      /** References of requests for the same that were known to be approved before. */
      readonly approved?: readonly string[];
    }
  | {
      readonly kind: 'read';
      /** The newest ones, requested or decided within 24 hours. */
      readonly repeats: readonly Repeat[];
      /** How many more there are. */
      readonly more: number;
      /**
       * No repush to this configuration was found back to this time, as far as the ledger was read;
       * left out where one was found.
       */
      readonly firstSinceMs?: number;
      /** Requests that name one of the events for another organization. */
      readonly elsewhere?: readonly Elsewhere[];
      /** References of all requests for the same that had been approved by then. */
      readonly approved?: readonly string[];
      /** The newest card that was read; left out where there was none. */
      readonly newestTs?: string;
    };

const MAX_IDS_CHARS = 80;

/** `by @Ada today 10:15, Accepted by doo, events 41231 (8C2F01)`, one line a repeat. */
export function repeatLines(earlier: EarlierFacts): readonly string[] {
  if (earlier.kind === 'unread') return [];
  const lines = earlier.repeats.map(repeatWords);
  return earlier.more === 0 ? lines : [...lines, `and ${earlier.more} more within 24 hours`];
}

/** `event 52001 was asked for Globex: Accepted by doo (8C2F01)`, one line a request. */
export function elsewhereLines(earlier: EarlierFacts): readonly string[] {
  if (earlier.kind === 'unread') return [];
  return (earlier.elsewhere ?? []).map(({ reference, organization, eventIds, state, link }) => {
    const ids = fitted(eventIds, ', ', MAX_IDS_CHARS, (left) => `and ${left} more`);
    const were = eventIds.length === 1 ? 'event was' : 'events were';
    return `${ids}: the ${were} asked for ${foreign(organization, 60)} before, ${headingWords(state)} (${cardLink(reference, link)})`;
  });
}

function headingWords(state: StateName): string {
  return HEADINGS[state].replace(/^:[a-z_]+: /, '');
}

function repeatWords({ reference, by, state, atMs, eventIds, link }: Repeat): string {
  const ids = fitted(eventIds, ', ', MAX_IDS_CHARS, (left) => `and ${left} more`);
  const events = ids === '' ? '' : `, ${eventIds.length === 1 ? 'event' : 'events'} ${ids}`;
  return `${readerTime(atMs)} by ${mention(by)}${events}: ${headingWords(state)} (${cardLink(reference, link)})`;
}
